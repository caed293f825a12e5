package io.tidegate.scenario;

import java.util.List;

/**
 * Measured times of the kernels of a dense model on one device, as {@link KernelTablesReader} reads them.
 *
 * @param model the model
 * @param device the device
 * @param engine the engine whose kernels were timed, with its version
 * @param precision of weights and KV cache
 * @param dense layers whose time follows the tokens of a step
 * @param perSequence layers whose time follows the requests of a step
 * @param attention of one layer
 */
public record KernelTables(
        String model,
        String device,
        String engine,
        String precision,
        List<LayerTime> dense,
        List<LayerTime> perSequence,
        List<AttentionTime> attention) {
    public KernelTables {
        dense = List.copyOf(dense);
        perSequence = List.copyOf(perSequence);
        attention = List.copyOf(attention);
    }

    /**
     * The time of one call of a layer.
     *
     * @param layer its name, one of {@link KernelTablesReader#DENSE} or {@link KernelTablesReader#PER_SEQUENCE}
     * @param size tokens, or requests, in the step, 1 or more
     * @param micros microseconds, above 0
     */
    public record LayerTime(String layer, int size, double micros) {}

    /**
     * The time of the attention of one layer to a step of one prompt's chunk and some decoding requests of one length.
     *
     * @param prefill tokens of the chunk, 0 for none
     * @param before tokens of that prompt before the chunk
     * @param decodes decoding requests, 0 for none
     * @param context tokens that each of them holds
     * @param micros microseconds, above 0
     */
    public record AttentionTime(int prefill, int before, int decodes, int context, double micros) {}
}
