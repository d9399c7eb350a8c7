package dev.posse.shop;

import dev.posse.CampaignOverview;
import dev.posse.Posse;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Campaigns, and what is sold in them. */
@RestController
class CampaignController {

    private final Posse posse;

    CampaignController(Posse posse) {
        this.posse = posse;
    }

    /**
     * What is to be sold; never changes.
     *
     * @param id of the campaign
     * @param price of every slot, in minor units
     * @param slots how many there are
     */
    record Offer(@Nullable String id, long price, long slots) {}

    /**
     * A sold slot, as everybody may see it.
     *
     * @param slot its number
     * @param payload what it shows
     */
    record Sold(long slot, String payload) {}

    @PostMapping("/campaigns")
    ResponseEntity<CampaignOverview> create(@RequestBody Offer terms) {
        String id = Session.campaign(terms.id());
        posse.campaigns().create(id, terms.price(), terms.slots());
        return ResponseEntity.created(URI.create("/campaigns/" + id))
                .body(posse.campaigns().find(id).orElseThrow());
    }

    @GetMapping("/campaigns")
    List<String> list() {
        return posse.campaigns().list();
    }

    @GetMapping("/campaigns/{id}")
    ResponseEntity<CampaignOverview> find(@PathVariable("id") String id) {
        return ResponseEntity.of(posse.campaigns().find(id));
    }

    /** Slots are sold in order and for ever, so a page asks for those after the last that it has seen. */
    @GetMapping("/campaigns/{id}/sold")
    List<Sold> sold(@PathVariable("id") String id, @RequestParam(name = "from", defaultValue = "1") long from) {
        return posse.campaigns().sold(id, from, 200).stream()
                .map(sold -> new Sold(sold.slot(), sold.payload().orElse("")))
                .toList();
    }
}
