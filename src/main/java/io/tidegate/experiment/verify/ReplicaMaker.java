package io.tidegate.experiment.verify;

import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaListener;
import io.tidegate.serving.ReplicaModel;

/** Makes an idle replica, of the kind that is verified. */
interface ReplicaMaker {
    Replica make(ReplicaModel model, ReplicaListener listener);
}
