package dev.posse.benchmarks.worker;

import dev.posse.benchmarks.shop.Contender;
import dev.posse.benchmarks.shop.Stock;

/**
 * What one process does in one slice of the benchmark.
 *
 * @param contender who sells
 * @param port where its server listens; 0 if there is none
 * @param serverPid of the server; 0 if there is none
 * @param nodes how many processes sell
 * @param node which of them this is, from 0
 * @param stock what there is
 * @param buyers threads of this process
 * @param slots how many slots a purchase may try at once
 * @param warmUpMillis for which the buyers buy before they are measured
 * @param measureMillis for which they are measured
 */
public record Shift(
        Contender contender,
        int port,
        long serverPid,
        int nodes,
        int node,
        Stock stock,
        int buyers,
        int slots,
        long warmUpMillis,
        long measureMillis) {}
