package dev.posse.recovery;

import dev.posse.document.Campaign;
import dev.posse.recovery.Patrol.Ending;
import dev.posse.recovery.Patrol.Finished;
import dev.posse.recovery.Patrol.PatrolTarget;
import dev.posse.recovery.Patrol.Report;
import dev.posse.step.End;
import dev.posse.step.Next;
import java.util.ArrayList;
import java.util.List;

/** What a patrol remembers: where it goes, what it has done, and up to which slot the claims have had their grace. */
record PatrolProgress(PatrolTarget target, List<Finished> finished, long last, int moves, long graced) {

    PatrolProgress read(Campaign campaign) {
        return new PatrolProgress(target, finished, campaign.lastPurchasedSlot(), moves, graced);
    }

    /** The claims up to this one are given the grace that follows. */
    PatrolProgress gracing(long slot) {
        return new PatrolProgress(target, finished, last, moves, slot);
    }

    PatrolProgress with(Finished sale) {
        List<Finished> all = new ArrayList<>(finished);
        all.add(sale);
        return new PatrolProgress(target, List.copyOf(all), last, moves, graced);
    }

    /** A driver has moved the campaign during the grace. */
    Next<Report> moved() {
        return moves < Patrol.MOVES
                ? new Patrol.R0(new PatrolProgress(target, finished, last, moves + 1, graced), last)
                : end(Ending.SOMEBODY_AT_WORK);
    }

    Next<Report> end(Ending ending) {
        return new End<>(new Report(ending, finished, last));
    }
}
