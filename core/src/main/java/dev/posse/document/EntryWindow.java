package dev.posse.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The newest entries of one kind that an account holds itself. An entry leaves the window only when its archive document
 * stands (law A11), so an id is here, or in the archive, or was never used.
 *
 * @param <E> kind of entry
 * @param entries the newest last, with ascending numbers
 * @param lastArchived the id of the entry that left the window last, if one ever has: the head of the archive's chain
 */
public record EntryWindow<E extends AccountEntry>(List<E> entries, Optional<String> lastArchived) {

    /**
     * Makes a window that has never held anything.
     *
     * @param <E> kind of entry
     * @return no entries, no archive
     */
    public static <E extends AccountEntry> EntryWindow<E> empty() {
        return new EntryWindow<>(List.of(), Optional.empty());
    }

    /**
     * Finds an entry. That an id is not found proves that it was never used only if nothing was ever archived.
     *
     * @param id the caller's idempotency key
     * @return the entry, if the window holds it
     */
    public Optional<E> find(String id) {
        for (E entry : entries) {
            if (entry.id().equals(id)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** The entry that has to leave when the next one comes, if there is no room. */
    Optional<E> leaving(int size) {
        return entries.size() < size ? Optional.empty() : Optional.of(entries.get(0));
    }

    /** Takes the next entry in; the oldest leaves where there is no room, and its archive document stands already. */
    EntryWindow<E> with(E entry, int size) {
        List<E> all = new ArrayList<>(entries);
        all.add(entry);
        Optional<E> leaving = leaving(size);
        return new EntryWindow<>(
                List.copyOf(all.subList(leaving.isPresent() ? 1 : 0, all.size())),
                leaving.map(AccountEntry::id).or(() -> lastArchived));
    }
}
