package dev.posse.benchmarks.growth;

/**
 * What something costs at a size: a line of the file of results.
 *
 * @param what is done
 * @param size of what there is, in words
 * @param value what it costs
 * @param unit of the value
 */
public record Cost(String what, String size, double value, String unit) {}
