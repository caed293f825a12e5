package io.tidegate.fleet;

/** Told of a slot of the session table that is due. */
interface SlotSink {
    /** The slot's due time is set. */
    void due(int slot);
}
