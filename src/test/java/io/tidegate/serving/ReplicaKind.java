package io.tidegate.serving;

/** The replicas that must tell the same. */
enum ReplicaKind {
    STEP,
    LEAP;

    Replica make(ReplicaModel model, ReplicaListener listener) {
        return switch (this) {
            case STEP -> new StepReplica(model, listener);
            case LEAP -> new LeapReplica(model, listener);
        };
    }
}
