package dev.posse.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The campaigns in which something was about to be sold after nothing had happened there for a while: the newest of them. Nodes tell each other, so
 * that all of them patrol there more often. Nothing but the time of a patrol depends on it.
 *
 * @param count how many were ever told
 * @param campaigns the newest, the newest last
 * @param unknown fields of a newer release
 */
public record WakeUps(long count, List<String> campaigns, UnknownFields unknown) implements Document {

    /** How many campaigns it names at the most. */
    public static final int MOST = 256;

    /** Before the first. */
    public static final WakeUps NONE = new WakeUps(0, List.of(), UnknownFields.NONE);

    private static final String TYPE = "wake-ups";

    /**
     * Names campaigns.
     *
     * @param woken their ids, {@value #MOST} at the most
     * @return the newest of those that were named and these
     */
    public WakeUps with(Collection<String> woken) {
        Set<String> all = new LinkedHashSet<>(campaigns);
        all.removeAll(woken);
        all.addAll(woken);
        List<String> newest = new ArrayList<>(all);
        // At the end of the 64 bits it begins anew, as the document of another life does.
        long told = count > Long.MAX_VALUE - woken.size() ? woken.size() : count + woken.size();
        return new WakeUps(told, List.copyOf(newest.subList(Math.max(0, all.size() - MOST), all.size())), unknown);
    }

    /**
     * Picks what has come since.
     *
     * @param known how many had been told by then
     * @return the campaigns, all of them if more have come than it names, or if it was begun anew
     */
    public List<String> since(long known) {
        long news = known > count ? campaigns.size() : Math.min(count - known, campaigns.size());
        return campaigns.subList(campaigns.size() - (int) news, campaigns.size());
    }

    @Override
    public String key() {
        return Keys.WAKE_UPS;
    }

    @Override
    public byte[] encode() {
        return FieldWriter.ofDocument(TYPE)
                .put("count", count)
                .putStrings("campaigns", campaigns)
                .putRest(unknown)
                .toBytes();
    }

    /**
     * Reads the document.
     *
     * @param key its key
     * @param value its bytes
     * @return the document
     * @throws DocumentException if it cannot be understood
     */
    public static WakeUps decode(String key, byte[] value) {
        return FieldReader.read(key, value, TYPE, WakeUps::read);
    }

    static WakeUps read(FieldReader fields) {
        return new WakeUps(fields.takeLong("count", 0), fields.takeIds("campaigns"), fields.takeRest());
    }
}
