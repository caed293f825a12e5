package io.tidegate.fleet;

import io.tidegate.limits.OverloadSpec;
import io.tidegate.random.Hash;
import io.tidegate.workload.BatchSpec;
import io.tidegate.workload.Draw;
import io.tidegate.workload.LengthTable;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionTable;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Batch jobs in one cell: taken whole or refused, served where others leave room, dropped when they have expired.
 *
 * <p>At the start of each slice the open jobs of a model class in turn have a request let in, while there is {@link BatchRoom} and
 * no prompts wait too long at the replica that the router chose. They go last in its queue. In a slice comes no more than the class could
 * serve in it, and a request. So jobs fill valleys. What others wait for is the step under way, and prompts of jobs that a replica has
 * begun; nothing in service is interrupted.
 *
 * <p>A job that is refused is handed in again after a time that its kind states, and given up when that would be later than its
 * expiry after the first try. When a job expires, what is in service is still answered and the rest dropped. Requests of jobs count towards no
 * rate and no cap on requests under way; their price counts towards money. When the warm-up begins queues hold what was handed in within
 * the time of the backlog before it and has not expired.
 */
final class BatchPlane {
    private static final int NONE = SessionTable.NONE;
    private static final int KIND = SessionKind.BATCH.ordinal();

    private final SessionTable table;
    private final SliceCalendar calendar;
    private final Admission admission;
    private final Service service;
    private final ServingPlane plane;
    private final InFlight flight;
    private final LoadMeter load;
    private final Recorder recorder;
    private final CellOutcome out;
    private final BatchCounts counts;
    private final BatchSpec[] kinds;
    private final LengthTable[] lengths;
    private final double slice;
    private final double end;
    private final BatchArrivals arrivals;
    private final BatchJobs jobs;
    private final BatchRoom room;
    private final RequestDraft draft = new RequestDraft();
    /** Slots that are due before time 0. */
    private final PriorityQueue<Integer> before;
    /** By population: jobs that wait to be handed in again, jobs that are taken, and their requests that are not done. */
    private final long[] waiting;

    private final long[] open;
    private final long[] queued;
    /** Told to be over by the end of measuring, though later: jobs and requests. */
    private final long[] finishedLater;

    private final long[] servedLater;
    private double longest;
    private long slices;

    BatchPlane(
            FleetModel fleet,
            PhaseSpan span,
            SessionTable table,
            SliceCalendar calendar,
            ApiTraffic api,
            Admission admission,
            Service service,
            InFlight flight,
            LoadMeter load,
            Recorder recorder,
            CellOutcome out) {
        this.table = table;
        this.calendar = calendar;
        this.admission = admission;
        this.service = service;
        this.flight = flight;
        this.load = load;
        this.recorder = recorder;
        this.out = out;
        plane = service.plane();
        counts = out.batch;
        slice = fleet.slice();
        end = span.end() - span.warmUpFrom();
        List<BatchSpec> all = fleet.demand().batch();
        int classes = fleet.demand().api().classes().size();
        kinds = all.toArray(BatchSpec[]::new);
        lengths = fleet.lengths().subList(classes, classes + all.size()).toArray(LengthTable[]::new);
        arrivals = new BatchArrivals(fleet.demand(), api, table);
        before = new PriorityQueue<>(
                Comparator.comparingDouble((Integer slot) -> table.due[slot]).thenComparing(Comparator.naturalOrder()));
        jobs = new BatchJobs(fleet.models().size());
        room = new BatchRoom(fleet.models().size());
        waiting = new long[fleet.populations()];
        open = new long[fleet.populations()];
        queued = new long[fleet.populations()];
        finishedLater = new long[fleet.populations()];
        servedLater = new long[fleet.populations()];
    }

    /** Requests of jobs in the breakdown: a job's are tried, refused and given up together. */
    private PartCounts part(int population) {
        return out.breakdown.of(population, out.people.nowhere(), KIND);
    }

    private boolean isOff() {
        return kinds.length == 0;
    }

    /** Puts the level up to which jobs fill capacity in force. */
    void set(OverloadSpec spec) {
        room.set(spec.batchLoad());
        longest = spec.batchWait();
    }

    /** Lives through what was handed in before time 0, see {@link BatchArrivals#startBacklog}, and what followed by then. */
    void startBacklog(long hour) {
        arrivals.startBacklog(hour, before::add);
        while (!before.isEmpty()) {
            int slot = before.remove();
            due(slot, table.due[slot]);
        }
    }

    /** Draws the jobs of an hour; see {@link BatchArrivals#startHour}. */
    void startHour(double t, long hour, SlotSink sink) {
        arrivals.startHour(t, hour, sink);
    }

    /** A job is handed in at {@code t}, or expires. */
    void due(int slot, double t) {
        if (table.position[slot] < 0) {
            expire(slot, t);
        } else {
            handIn(slot, t);
        }
    }

    private void handIn(int slot, double t) {
        int population = table.population[slot];
        BatchSpec kind = kinds[table.apiClass[slot]];
        int size = table.context[slot];
        boolean measured = recorder.isMeasured(t);
        if (table.position[slot]++ == 0) {
            table.subTouch[slot] = t;
            if (measured) {
                counts.jobs[population]++;
                counts.requests[population] += size;
                out.people.offeredByKind[population][KIND] += size;
                part(population).offered += size;
            }
        } else {
            waiting[population]--;
        }
        part(population).tries += measured ? size : 0;
        int reason = admission.refuseJob(population, table.owner[slot], table.model[slot], size, t);
        if (reason != Accounts.PASS) {
            if (measured) {
                counts.refused[population][reason]++;
                counts.requestsRefused[population] += size;
                out.people.deniedByKind[population][KIND] += size;
                part(population).denied[reason] += size;
            }
            table.due[slot] = t + kind.resubmit();
            if (table.due[slot] <= table.subTouch[slot] + kind.expiry()) {
                waiting[population]++;
                schedule(slot);
            } else {
                counts.lost[population] += measured ? 1 : 0;
                part(population).lost += measured ? size : 0;
                table.release(slot);
            }
            return;
        }
        if (measured) {
            counts.requestsTaken[population] += size;
        }
        table.position[slot] = -1 - jobs.add(table, slot, size, t);
        admission.organisations().queue(table.owner[slot], size);
        open[population]++;
        queued[population] += size;
        if (measured) {
            long its = admission.organisations().queued(table.owner[slot]);
            counts.deepest[population] = Math.max(counts.deepest[population], its);
        }
        table.due[slot] = t + kind.expiry();
        schedule(slot);
    }

    private void schedule(int slot) {
        if (table.due[slot] < 0) {
            before.add(slot);
        } else {
            calendar.add(slot);
        }
    }

    private void expire(int slot, double t) {
        int job = -1 - table.position[slot];
        if (jobs.isLive(job, table.key[slot])) {
            int left = jobs.drop(job);
            int population = jobs.population[job];
            if (left > 0) {
                admission.organisations().unqueue(jobs.organisation[job], left);
                queued[population] -= left;
                open[population]--;
                if (recorder.isMeasured(t)) {
                    counts.expired[population]++;
                    counts.dropped[population] += left;
                    part(population).lost += left;
                }
                if (jobs.isOver(job)) {
                    jobs.remove(job);
                }
            }
        }
        table.release(slot);
    }

    /** A request that is none of a job's was let in. */
    void makeWay(RequestDraft other) {
        if (!isOff()) {
            load.weigh(other);
            room.take(other.model, load.ofClass());
        }
    }

    /** Lets requests in at the start of a slice. */
    void release(double t) {
        if (isOff()) {
            return;
        }
        slices++;
        boolean measured = recorder.isMeasured(t);
        for (int p = 0; measured && p < queued.length; p++) {
            counts.queuedSeconds[p] += slice * queued[p];
            counts.peakQueued[p] = Math.max(counts.peakQueued[p], (double) queued[p]);
        }
        room.pass(slice);
        for (int m = 0; m < out.denied[0].length; m++) {
            double left = slice;
            while (left > 0 && room.isOpen(m) && jobs.turn(m) != NONE) {
                left = letIn(jobs.turn(m), t, left);
            }
        }
    }

    /** Lets the next request of a job in; what is left of the slice's seconds, 0 where no replica takes it now. */
    private double letIn(int job, double t, double left) {
        long own = Hash.combine(jobs.key[job], jobs.released[job]);
        write(job, own);
        long draw = Draw.ROUTE.of(Hash.combine(own, slices));
        int replica = service.route(NONE, t, draft, draw);
        if (replica == ServingPlane.NONE_ON_LINE) {
            return 0;
        }
        if (!plane.fits(replica, draft)) {
            jobs.release(job);
            over(job, t);
            counts.tooLarge[jobs.population[job]] += recorder.isMeasured(t) ? 1 : 0;
            part(jobs.population[job]).lost += recorder.isMeasured(t) ? 1 : 0;
            close(job);
            return left;
        }
        if (plane.pendingPrompts(replica) >= longest || plane.isFull(replica, draft)) {
            return 0;
        }
        load.weigh(draft);
        room.take(draft.model, load.ofClass());
        out.simulated++;
        if (recorder.isMeasured(t)) {
            out.batchLoad.add(t, load.ofBase());
        }
        jobs.release(job);
        service.admit(replica, NONE, jobs.population[job], NONE, t, draft, draw);
        return left - load.ofClass();
    }

    private void write(int job, long own) {
        LengthTable rows = lengths[jobs.kind[job]];
        int row = rows.row(Draw.LENGTHS.unit(own));
        int input = rows.input(row);
        draft.setWithoutPrefix(Math.min(input - 1, (int) (kinds[jobs.kind[job]].cachedShare() * input)));
        draft.prefill = input - draft.cached;
        draft.output = rows.output(row);
        draft.model = jobs.model[job];
        draft.job = job;
    }

    /** The request of a job is complete; its slot is free after this. */
    void completed(int request, double t) {
        int job = flight.job[request];
        int population = jobs.population[job];
        if (recorder.isMeasured(t)) {
            counts.served[population]++;
            out.people.servedByKind[population][KIND]++;
            counts.inputTokens[population] += flight.input[request];
            counts.cachedTokens[population] += flight.cached[request];
            counts.outputTokens[population] += flight.output[request];
            PartCounts part = part(population);
            part.served++;
            part.inputTokens += flight.input[request];
            part.cachedTokens += flight.cached[request];
            part.outputTokens += flight.output[request];
        }
        servedLater[population] += t >= end ? 1 : 0;
        double price = kinds[jobs.kind[job]].price();
        admission.chargeJob(flight, request, jobs.organisation[job], price, t);
        over(job, t);
        close(job);
    }

    private void over(int job, double t) {
        jobs.answered(job, t);
        admission.organisations().unqueue(jobs.organisation[job], 1);
        queued[jobs.population[job]]--;
    }

    private void close(int job) {
        if (!jobs.isOver(job)) {
            return;
        }
        int population = jobs.population[job];
        if (jobs.dropped[job] == 0) {
            double t = jobs.last[job];
            open[population]--;
            finishedLater[population] += t >= end ? 1 : 0;
            if (recorder.isMeasured(t)) {
                counts.finished(population, t - jobs.taken[job]);
            }
        }
        jobs.remove(job);
    }

    /** Counts what is open when measuring begins or ends; a completion may have been told before its time. */
    void countOpen(boolean atEnd) {
        for (int p = 0; p < open.length; p++) {
            long ofJobs = waiting[p] + open[p] + (atEnd ? finishedLater[p] : counts.finished[p]);
            long ofRequests = queued[p] + (atEnd ? servedLater[p] : counts.served[p]);
            (atEnd ? counts.openAtEnd : counts.openAtStart)[p] = ofJobs;
            (atEnd ? counts.queuedAtEnd : counts.queuedAtStart)[p] = ofRequests;
        }
    }
}
