#!/usr/bin/env bash
# A sweep as an array of jobs, one shard each, in a folder that all nodes see: sbatch slurm-sweep.sh. A job that is put back in the queue
# goes on where its journal ends. When all are done: tidegate merge shard-* --out sweep
#SBATCH --job-name=tidegate-sweep
#SBATCH --array=1-4
#SBATCH --cpus-per-task=2
#SBATCH --mem=4G
#SBATCH --requeue
set -euo pipefail

java -jar tidegate.jar sweep scenarios/sweep.yaml \
    --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" \
    --threads "$SLURM_CPUS_PER_TASK" \
    --out "shard-$SLURM_ARRAY_TASK_ID"
