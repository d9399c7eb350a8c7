/** Sets an element's text, if it has another one: what does not change is not painted again. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
