package io.tidegate.supply;

import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * A kind of accelerator and what it draws.
 *
 * @param name the kind
 * @param tdp rated watts of a device
 * @param idle watts of an idle device
 * @param prefillShare share of the rated watts drawn in prefill
 * @param decodeLow watts of a device in decode as the batch goes to zero
 * @param decodeRise further watts as the batch grows: {@code decodeLow + decodeRise·(1 − e^(−B/decodeBatch))}
 * @param decodeBatch batch at which a share 1 − 1/e of the rise is reached
 * @param nodeGpus devices that share a node (or rack)
 * @param nodeBase watts at the wall of a node beside its devices
 * @param nodeSlope watts at the wall per watt of a device
 */
public record AcceleratorSpec(
        String name,
        @Unit(value = Dimension.POWER, min = 1) double tdp,
        @Unit(Dimension.POWER) double idle,
        @Unit(value = Dimension.SHARE, max = 1) double prefillShare,
        @Unit(Dimension.POWER) double decodeLow,
        @Unit(Dimension.POWER) double decodeRise,
        @Unit(value = Dimension.COUNT, min = 1) double decodeBatch,
        @Unit(value = Dimension.COUNT, min = 1) int nodeGpus,
        @Unit(Dimension.POWER) double nodeBase,
        @Unit(value = Dimension.FACTOR, min = 1) double nodeSlope) {}
