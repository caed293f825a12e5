package io.tidegate.workload;

import java.util.Arrays;

/**
 * Recorded requests in order of arrival, as flat arrays. A request's id is its row, from 0.
 *
 * <p>A trace may name the contents of prompts: each prompt is a sequence of blocks of {@link #blockTokens} tokens, and blocks of
 * two requests with the same hash hold the same tokens after the same tokens. The last block of a prompt may be part full.
 */
public final class Trace {
    /** Most requests of a repeated trace, and most of their blocks. */
    public static final int MOST = 100_000_000;

    private final double[] arrivals;
    private final int[] prompts;
    private final int[] outputs;
    private final int blockTokens;
    private final long[] hashes;
    /** Where each request's hashes begin, and at last where all end. */
    private final int[] firstHash;

    private Trace(double[] arrivals, int[] prompts, int[] outputs, int blockTokens, long[] hashes, int[] firstHash) {
        this.arrivals = arrivals;
        this.prompts = prompts;
        this.outputs = outputs;
        this.blockTokens = blockTokens;
        this.hashes = hashes;
        this.firstHash = firstHash;
    }

    /** Requests. */
    public int size() {
        return arrivals.length;
    }

    /** Seconds from the start of the trace, 0 or more, never less than those of the request before. */
    public double arrival(int request) {
        return arrivals[request];
    }

    /** Tokens of the prompt, 0 or more. */
    public int prompt(int request) {
        return prompts[request];
    }

    /** Tokens of the answer, 0 or more. */
    public int output(int request) {
        return outputs[request];
    }

    /** Whether any prompt's blocks are known. */
    public boolean hasHashes() {
        return hashes.length > 0;
    }

    /** Tokens of a block, 1 or more. */
    public int blockTokens() {
        return blockTokens;
    }

    /** Blocks of a prompt that are known, from its beginning; 0 or more. */
    public int hashes(int request) {
        return firstHash[request + 1] - firstHash[request];
    }

    /**
     * Copies the hashes of a prompt's blocks, in order.
     *
     * @param into at least as long as the prompt has {@link #hashes}
     */
    public void copyHashes(int request, long[] into) {
        System.arraycopy(hashes, firstHash[request], into, 0, hashes(request));
    }

    /**
     * The same requests in less time.
     *
     * @param factor by which arrivals come faster, finite and above 0
     * @throws IllegalArgumentException if it is not
     */
    public Trace faster(double factor) {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("need a finite factor above 0, found " + factor);
        }
        double[] sooner = Arrays.stream(arrivals).map(t -> t / factor).toArray();
        return new Trace(sooner, prompts, outputs, blockTokens, hashes, firstHash);
    }

    /**
     * The same requests several times over, each time a mean gap after the last request of the time before.
     *
     * @param times 1 or more
     * @throws IllegalArgumentException if it is not, or that makes more than {@link #MOST} requests or blocks
     */
    public Trace repeated(int times) {
        long most = Math.max((long) size() * times, (long) hashes.length * times);
        if (times < 1 || most > MOST) {
            throw new IllegalArgumentException("need 1 time or more and at most " + MOST
                    + " requests or blocks in all, found " + times + " times");
        }
        int n = size();
        double last = n == 0 ? 0 : arrivals[n - 1];
        double period = n < 2 ? last : last * n / (n - 1);
        Builder all = new Builder(blockTokens);
        for (int copy = 0; copy < times; copy++) {
            for (int request = 0; request < n; request++) {
                all.add(copy * period + arrivals[request], prompts[request], outputs[request]);
                for (int hash = firstHash[request]; hash < firstHash[request + 1]; hash++) {
                    all.addHash(hashes[hash]);
                }
            }
        }
        return all.build();
    }

    /** Takes requests in order of arrival. */
    public static final class Builder {
        private final int blockTokens;
        private double[] arrivals = new double[1024];
        private int[] prompts = new int[1024];
        private int[] outputs = new int[1024];
        private int[] firstHash = new int[1024];
        private long[] hashes = new long[1024];
        private int size;
        private int hashCount;

        /**
         * An empty trace.
         *
         * @param blockTokens tokens of a block, 1 or more
         */
        public Builder(int blockTokens) {
            if (blockTokens < 1) {
                throw new IllegalArgumentException("need 1 or more tokens a block, found " + blockTokens);
            }
            this.blockTokens = blockTokens;
        }

        /** Requests so far. */
        public int size() {
            return size;
        }

        /** Arrival of the last request; 0 where there is none. */
        public double latest() {
            return size == 0 ? 0 : arrivals[size - 1];
        }

        /**
         * Adds a request.
         *
         * @param arrival finite seconds, not before {@link #latest}
         * @param prompt tokens, 0 or more
         * @param output tokens, 0 or more
         * @throws IllegalArgumentException if an argument is out of its range
         */
        public Builder add(double arrival, int prompt, int output) {
            if (!(arrival >= latest() && arrival < Double.POSITIVE_INFINITY) || prompt < 0 || output < 0) {
                throw new IllegalArgumentException(
                        "request " + size + ": arrivals must rise from 0, tokens be 0 or more," + " not " + arrival
                                + ", " + prompt + ", " + output);
            }
            if (size + 1 == firstHash.length) {
                int more = 2 * (size + 1);
                arrivals = Arrays.copyOf(arrivals, more);
                prompts = Arrays.copyOf(prompts, more);
                outputs = Arrays.copyOf(outputs, more);
                firstHash = Arrays.copyOf(firstHash, more);
            }
            arrivals[size] = arrival;
            prompts[size] = prompt;
            outputs[size++] = output;
            firstHash[size] = hashCount;
            return this;
        }

        /** Adds the next block's hash to the last request, of which there must be one. */
        public Builder addHash(long hash) {
            if (size == 0) {
                throw new IllegalStateException("no request to add a block to");
            }
            if (hashCount == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * hashCount);
            }
            hashes[hashCount++] = hash;
            firstHash[size] = hashCount;
            return this;
        }

        /** The trace. */
        public Trace build() {
            return new Trace(
                    Arrays.copyOf(arrivals, size),
                    Arrays.copyOf(prompts, size),
                    Arrays.copyOf(outputs, size),
                    blockTokens,
                    Arrays.copyOf(hashes, hashCount),
                    Arrays.copyOf(firstHash, size + 1));
        }
    }
}
