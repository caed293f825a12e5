package io.tidegate.fleet;

import io.tidegate.random.AliasTable;
import io.tidegate.random.Hash;
import io.tidegate.random.RenewalGaps;
import io.tidegate.workload.ApiTierSpec;
import io.tidegate.workload.Draw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The API organisations of one cell.
 *
 * <p>One of an ordinary tier uses one model class. It is one of the fleet's organisations of neighbouring ranks, drawn for the
 * cell. Of an organisation of a spread tier every cell has a part, of its requests and of its limits; thinning makes the requests
 * Poisson, and the parts of all of them are one flow whose sender is drawn by size.
 *
 * <p>An organisation of an ordinary tier that is above 1 % of a cell's requests is divided into as few parts as are not, each in
 * another cell. Its requests are dealt to n parts in turn, so that each part has every n-th: it sends in the same hours as the
 * whole, at the same walk, and as regularly in proportion. To an n-th of its limits it would be held too strictly, as
 * lengths even out over the many requests that the whole's buckets hold and not over the few that a part's would. So it is
 * held to the whole limits, and with each of its requests n − 1 {@link OtherRequests} are asked of them. What is only nearly so:
 *
 * <ul>
 *   <li>All n come at once, and are tried again when the one is. That counts where a limit holds not many more than n requests.
 *   <li>All n are as long under way as the one: a cap on requests under way may be exceeded by n − 1.
 *   <li>With a session's request go n − 1 of the same lengths: a part fluctuates as if the whole had an n-th of its
 *       sessions, each n times as large.
 *   <li>Batch jobs are whole in the cell of one part, which is held to the whole depth of the queue; the money of each counts n times.
 * </ul>
 *
 * <p>Cells that have parts of the same organisation share the hours in which it sends and its walk: an interval over all cells
 * takes these as given.
 */
final class ApiOrganisations {
    private final int cells;
    private final ClientRates rates;
    private final AliasTable regions;
    private final List<Source> sources = new ArrayList<>();
    private final int size;
    private double[] draws = new double[16];
    private int[] parts = new int[16];
    private int[] flows = new int[16];

    /**
     * One flow: an organisation's, every {@code parts}-th of its requests from number {@code part} on, or all of a spread tier's.
     *
     * @param key identity of the flow, of all parts the same
     * @param tier index of the tier
     * @param kind index of the API class
     * @param who the organisation, or below 0 a group of {@link ClientRates}
     * @param firstOrganisation the first of a group
     * @param senders the organisations of a group by size
     * @param model index of the model class, or {@link ApiSegment#ANY}
     * @param rate requests per second of all parts, mean of a weekday while it sends
     * @param sending share of the hours in which it sends
     * @param gaps gaps between the requests of all parts
     * @param part from 0
     * @param parts 1 or more
     */
    record Source(
            long key,
            int tier,
            int kind,
            int who,
            int firstOrganisation,
            AliasTable senders,
            int model,
            double rate,
            double sending,
            RenewalGaps gaps,
            int part,
            int parts) {
        /** A key of all parts made one of this. */
        long own(long whole) {
            return parts == 1 ? whole : Hash.combine(whole, -1L - part);
        }
    }

    /** Told of an organisation. */
    interface SenderSink {
        /** Its identity, its number, and the part of it that is in the cell. */
        void sender(long key, int organisation, double part);
    }

    /**
     * Draws the organisations of a cell.
     *
     * @param fleet the fleet
     * @param cell index of the cell
     * @param fleetKey identity of the replication
     * @param cellKey identity of the cell
     * @param rates gets all of them
     */
    ApiOrganisations(FleetModel fleet, int cell, long fleetKey, long cellKey, ClientRates rates) {
        this.rates = rates;
        cells = fleet.cells();
        regions = new AliasTable(fleet.demand().regions().stream()
                .mapToDouble(r -> r.professional())
                .toArray());
        size = drawSources(fleet, cell, fleetKey, cellKey);
    }

    private int drawSources(FleetModel fleet, int cell, long fleetKey, long cellKey) {
        RenewalGaps poisson = RenewalGaps.poisson();
        PartTurns turns = new PartTurns(cells);
        int next = 0;
        int spreadTier = -1;
        int spreadFirst = 0;
        int group = 0;
        for (ApiSegment segment : fleet.segments()) {
            ApiTierSpec tier = fleet.demand().api().tiers().get(segment.tier());
            long key = key(cellKey, segment);
            // The same in every cell.
            long large = key(fleetKey, segment);
            if (tier.spread()) {
                if (segment.tier() != spreadTier) {
                    spreadFirst = next;
                    for (int j = 0; j < segment.large(); j++) {
                        addOrganisation(next++, Hash.combine(large, j), 1);
                    }
                    group = rates.group(spreadFirst, segment.largeRates());
                }
                spreadTier = segment.tier();
                AliasTable senders = segment.largeBySize();
                double rate = segment.largeRate() / cells;
                sources.add(new Source(
                        key,
                        segment.tier(),
                        segment.kind(),
                        group,
                        spreadFirst,
                        senders,
                        segment.model(),
                        rate,
                        1,
                        poisson,
                        0,
                        1));
                continue;
            }
            long turn = 0;
            for (int j = 0; j < segment.large(); j++) {
                double rate = segment.sizes().rate(j + 1);
                int of = segment.parts(j + 1, cells);
                for (int part = 0; part < of; part++) {
                    if (turns.cell(large, turn++) == cell) {
                        addSource(fleet, segment, Hash.combine(large, j), next++, rate, part, of);
                    }
                }
            }
            long n = (long) segment.organisations() - segment.large();
            int here = (int) ((cell + 1) * n / cells - cell * n / cells);
            for (int j = 0; j < here; j++) {
                long own = Hash.combine(Draw.ORGANISATION.of(key), j);
                long rank = Math.min(n, 1 + (long) ((j + Draw.ORGANISATION.unit(own)) * n / here));
                double rate = segment.sizes().rate(segment.large() + (int) rank);
                addSource(fleet, segment, own, next++, rate, 0, 1);
            }
        }
        return next;
    }

    private static long key(long key, ApiSegment segment) {
        return Hash.combine(Hash.combine(Hash.combine(key, 1000L + segment.tier()), segment.kind()), segment.model());
    }

    private void addSource(FleetModel fleet, ApiSegment segment, long own, int who, double rate, int part, int of) {
        RenewalGaps gaps =
                fleet.gaps().get((int) (Draw.BURSTINESS.unit(own) * fleet.gaps().size()));
        double sending = fleet.demand().api().tiers().get(segment.tier()).sending();
        addOrganisation(who, own, of);
        sources.add(new Source(
                own, segment.tier(), segment.kind(), who, 0, regions, segment.model(), rate, sending, gaps, part, of));
    }

    private void addOrganisation(int organisation, long identity, int of) {
        rates.add(identity);
        if (organisation == draws.length) {
            draws = Arrays.copyOf(draws, 2 * organisation);
            parts = Arrays.copyOf(parts, 2 * organisation);
            flows = Arrays.copyOf(flows, 2 * organisation);
        }
        draws[organisation] = Draw.COMMITMENT.unit(identity);
        parts[organisation] = of;
        flows[organisation] = sources.size();
    }

    /** Their flows. */
    List<Source> sources() {
        return sources;
    }

    /** Tells of every organisation of a tier once. */
    void senders(int tier, SenderSink sink) {
        int shared = -1;
        for (Source source : sources) {
            if (source.tier != tier) {
                continue;
            }
            if (source.who >= 0) {
                sink.sender(source.own(source.key), source.who, 1.0 / source.parts);
            } else if (source.firstOrganisation != shared) {
                shared = source.firstOrganisation;
                for (int i = 0; i < source.senders.size(); i++) {
                    sink.sender(Hash.combine(source.key, i), shared + i, 1.0 / cells);
                }
            }
        }
    }

    /** A uniform draw of each organisation; those of which several cells have a part have the same in all of them. */
    double[] draws() {
        return Arrays.copyOf(draws, size);
    }

    /** Into how many parts each organisation of an ordinary tier is divided, one of which is in the cell; 1 for one that is whole or of a spread tier. */
    int[] parts() {
        return Arrays.copyOf(parts, size);
    }

    /** Into how many parts an organisation is divided. */
    int parts(int organisation) {
        return parts[organisation];
    }

    /** The flow of an organisation of an ordinary tier. */
    Source flow(int organisation) {
        return sources.get(flows[organisation]);
    }
}
