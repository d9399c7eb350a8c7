package dev.posse.cli.web;

/** Answers what a page asks for; called by several threads at a time. */
@FunctionalInterface
public interface PageRoute {

    /**
     * Answers one request.
     *
     * @param request with its parameters and its body
     * @return the answer; what is thrown instead is logged, and told to the page as status 500
     */
    PageAnswer answer(PageRequest request);
}
