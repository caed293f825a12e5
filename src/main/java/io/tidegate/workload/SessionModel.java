package io.tidegate.workload;

import io.tidegate.random.AliasTable;
import io.tidegate.random.Hash;
import io.tidegate.random.QuantileTable;
import java.util.List;

/**
 * What a session asks next, and when: turns of a chat, or rows of a recorded coding-agent session. Immutable; the state is in
 * a {@link SessionTable}.
 *
 * <p>A prompt repeats the session's context. Of it, what was cached and used within the time-to-live is read from the prefix
 * cache; after a longer pause only the instructions and tools that all users share are. The cache has no capacity here; where it
 * has one, the draft's shared and own tokens say what a miss means.
 *
 * <p>A recorded session consists of tasks, each a request that answers a person and those until the next one. Agents that it starts
 * beside what was recorded are the {@link ChildModel}'s.
 */
public final class SessionModel {
    private static final double HOUR = 3600;

    private final SessionLibrary recorded;
    private final ChatSpec chat;
    private final LengthTable plain;
    private final LengthTable reasoning;
    private final QuantileTable turnText;
    private final QuantileTable attachment;
    private final QuantileTable gap;
    private final QuantileTable longGap;
    private final double timeToLive;
    private final int smallModel;
    private final int[] chatPrefix;
    private final boolean[] idealWarm;
    private final ChildModel children;

    /**
     * A model of sessions.
     *
     * @param demand chats, plans and the time-to-live
     * @param recorded recorded sessions
     * @param plain opening texts and plain answers of chats
     * @param reasoning reasoning answers of chats
     * @param models number of model classes; the last one answers what was recorded from a small model
     */
    public SessionModel(
            DemandSpec demand, SessionLibrary recorded, LengthTable plain, LengthTable reasoning, int models) {
        this.recorded = recorded;
        this.chat = demand.chat();
        this.plain = plain;
        this.reasoning = reasoning;
        this.turnText = QuantileTable.logNormal(chat.turnTextMedian(), chat.turnTextSigma());
        this.attachment = QuantileTable.logNormal(chat.attachmentMedian(), chat.attachmentSigma());
        this.gap = QuantileTable.logNormal(chat.gapMedian(), chat.gapSigma());
        this.longGap = QuantileTable.logNormal(chat.longGapMedian(), chat.longGapSigma());
        this.timeToLive = demand.cacheTimeToLive();
        this.smallModel = models - 1;
        this.chatPrefix = demand.plans().stream().mapToInt(PlanSpec::chatPrefix).toArray();
        this.idealWarm = recordedWarmth();
        this.children = new ChildModel(demand, recorded, smallModel);
    }

    /** Mean requests of a chat. */
    public static double meanTurns(ChatSpec chat) {
        return 1 + chat.secondTurn() / (1 - chat.laterTurn());
    }

    /** Mean rows of a recorded session. */
    public double meanRows() {
        double rows = 0;
        for (int s = 0; s < recorded.sessions(); s++) {
            rows += recorded.end(s) - recorded.first(s);
        }
        return rows / recorded.sessions();
    }

    /**
     * Share of the rows of recorded sessions by hours after the session's start, which lies anywhere in its hour; 24 of them,
     * later ones folded.
     *
     * @param keep leading share of each session that is used
     */
    public double[] lagByHour(double keep) {
        double[] lag = new double[24];
        double rows = 0;
        for (int s = 0; s < recorded.sessions(); s++) {
            double hours = 0;
            int first = recorded.first(s);
            int end = first + kept(keep, recorded.end(s) - first);
            for (int i = first; i < end; i++) {
                hours += recorded.gap(i) / HOUR;
                int whole = (int) hours;
                lag[whole % 24] += whole + 1 - hours;
                lag[(whole + 1) % 24] += hours - whole;
                hours += recorded.apiSeconds(i) / HOUR;
            }
            rows += end - first;
        }
        for (int h = 0; h < 24; h++) {
            lag[h] /= rows;
        }
        return lag;
    }

    private static int kept(double keep, int rows) {
        return Math.max(1, (int) (keep * rows + 0.5));
    }

    /** Mean prompt tokens to compute and mean output tokens of a row, with a cache as warm as at the recorded times. */
    public double[] meanTokens() {
        double prefill = 0;
        double output = 0;
        for (int i = 0; i < idealWarm.length; i++) {
            prefill += recorded.input(i) - (idealWarm[i] ? recorded.cached(i) : recorded.shared(i));
            output += recorded.output(i);
        }
        return new double[] {prefill / idealWarm.length, output / idealWarm.length};
    }

    /** Starts a chat in a slot whose key, population, owner and region are set. */
    public void startChat(SessionTable table, int slot, AliasTable mix) {
        table.kind[slot] = (byte) SessionKind.CHAT.ordinal();
        table.model[slot] = (byte) mix.sample(Draw.MODEL.of(table.key[slot]));
        table.context[slot] = 0;
        table.position[slot] = 0;
    }

    /** Starts a recorded session, of which the leading share {@code keep} is used, likewise. */
    public void startRecorded(SessionTable table, int slot, SessionKind kind, AliasTable mix, double keep) {
        long key = table.key[slot];
        int session = (int) (Draw.RECORDED_SESSION.unit(key) * recorded.sessions());
        int first = recorded.first(session);
        int rows = recorded.end(session) - first;
        table.kind[slot] = (byte) kind.ordinal();
        table.model[slot] = (byte) mix.sample(Draw.MODEL.of(key));
        table.position[slot] = first;
        table.end[slot] = first + kept(keep, rows);
    }

    /** Writes the request that the session makes at time {@code t}. */
    public void draft(SessionTable table, int slot, double t, RequestDraft draft) {
        draft.opens = opensTask(table, slot);
        if (table.kind[slot] == SessionKind.CHAT.ordinal()) {
            draftTurn(table, slot, t, draft);
        } else if (table.kind[slot] == SessionKind.SUBAGENT.ordinal()) {
            children.draft(table, slot, t, draft);
        } else {
            draftRow(table, slot, t, draft);
        }
    }

    private void draftTurn(SessionTable table, int slot, double t, RequestDraft draft) {
        int turn = table.position[slot];
        long turnKey = Hash.combine(table.key[slot], turn);
        int prefix = chatPrefix[table.population[slot]];
        int text = turn == 0
                ? plain.input(plain.row(Draw.TEXT_LENGTH.unit(turnKey))) + attached(table.key[slot])
                : Math.max(1, (int) turnText.sample(Draw.TEXT_LENGTH.of(turnKey)));
        boolean warm = t - table.mainTouch[slot] <= timeToLive;
        draft.sharedCached = prefix;
        draft.ownCached = table.context[slot];
        draft.subagent = false;
        draft.cached = prefix + (warm ? table.context[slot] : 0);
        draft.prefill = text + (warm ? 0 : table.context[slot]);
        LengthTable answers = Draw.ANSWER_KIND.unit(turnKey) < chat.reasoningShare() ? reasoning : plain;
        draft.output = answers.output(answers.row(Draw.OUTPUT_LENGTH.unit(turnKey)));
        draft.model = table.model[slot];
        draft.idealCached = draft.cached;
        draft.agentic = false;
        table.end[slot] = table.context[slot] + text + Math.min(draft.output, chat.visibleOutput());
    }

    /** Tokens of what is attached to a chat's opening text. */
    private int attached(long chatKey) {
        if (Draw.ATTACHMENT.unit(chatKey) >= chat.attachmentShare()) {
            return 0;
        }
        double tokens = attachment.sample(Draw.ATTACHMENT_LENGTH.of(chatKey));
        return (int) Math.min(Math.max(1, tokens), chat.attachmentMost());
    }

    private void draftRow(SessionTable table, int slot, double t, RequestDraft draft) {
        int row = table.position[slot];
        boolean subagent = recorded.subagent(row);
        double touch = subagent ? table.subTouch[slot] : table.mainTouch[slot];
        boolean warm = t - touch <= timeToLive;
        int input = recorded.input(row);
        int kept = Math.min(Math.max(recorded.cached(row), recorded.shared(row)), input - 1);
        draft.sharedCached = Math.min(recorded.shared(row), input - 1);
        draft.ownCached = kept - draft.sharedCached;
        draft.subagent = subagent;
        draft.cached = warm ? kept : draft.sharedCached;
        draft.prefill = input - draft.cached;
        draft.output = recorded.output(row);
        draft.model = recorded.small(row) ? smallModel : table.model[slot];
        draft.idealCached = idealWarm[row] ? kept : draft.sharedCached;
        draft.agentic = true;
    }

    /**
     * Moves the session on after an answer to the request drafted last, at time {@code t} and gives the seconds until its next request, or a negative
     * number where it is over.
     */
    public double answered(SessionTable table, int slot, double t) {
        table.attempt[slot] = 0;
        if (table.kind[slot] == SessionKind.CHAT.ordinal()) {
            return turnAnswered(table, slot, t);
        }
        return table.kind[slot] == SessionKind.SUBAGENT.ordinal()
                ? children.answered(table, slot, t)
                : rowAnswered(table, slot, t);
    }

    private double turnAnswered(SessionTable table, int slot, double t) {
        int turn = table.position[slot];
        long turnKey = Hash.combine(table.key[slot], turn);
        double goesOn = turn == 0 ? chat.secondTurn() : chat.laterTurn();
        if (Draw.CONTINUE.unit(turnKey) >= goesOn) {
            return -1;
        }
        table.context[slot] = table.end[slot];
        table.position[slot] = turn + 1;
        table.mainTouch[slot] = t;
        QuantileTable gaps = Draw.GAP_KIND.unit(turnKey) < chat.longGapShare() ? longGap : gap;
        return gaps.sample(Draw.GAP.of(turnKey));
    }

    private double rowAnswered(SessionTable table, int slot, double t) {
        int row = table.position[slot];
        if (recorded.subagent(row)) {
            table.subTouch[slot] = t;
        } else {
            table.mainTouch[slot] = t;
        }
        table.position[slot] = row + 1;
        return gap(table, slot);
    }

    /** Seconds from the last answer of a recorded session to its next request, or a negative number where it is over. */
    public double gap(SessionTable table, int slot) {
        int row = table.position[slot];
        return row < table.end[slot] ? recorded.gap(row) : -1;
    }

    /**
     * Whether the request that is due begins a task: a turn of a chat, or what answers a person in a recorded session. What an
     * agent does that was started by another is part of the other's task.
     */
    public boolean opensTask(SessionTable table, int slot) {
        byte kind = table.kind[slot];
        return kind == SessionKind.CHAT.ordinal()
                || (kind != SessionKind.SUBAGENT.ordinal() && recorded.opensTask(table.position[slot]));
    }

    /**
     * Starts an agent of a coding session in a free slot.
     *
     * @param task identity of the task that it is a part of
     * @param index which of the task's agents
     * @param t when the session starts its agents; this one begins within two seconds
     */
    public void startChild(SessionTable table, int slot, int parent, long task, int index, double t) {
        children.start(table, slot, parent, task, index, t);
    }

    /** Which rows a cache with this time-to-live would find warm at the recorded times. */
    private boolean[] recordedWarmth() {
        boolean[] warm = new boolean[recorded.end(recorded.sessions() - 1)];
        for (int s = 0; s < recorded.sessions(); s++) {
            double now = 0;
            double[] touch = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
            for (int i = recorded.first(s); i < recorded.end(s); i++) {
                int agent = recorded.subagent(i) ? 1 : 0;
                now += recorded.gap(i);
                warm[i] = now - touch[agent] <= timeToLive;
                now += recorded.apiSeconds(i);
                touch[agent] = now;
            }
        }
        return warm;
    }

    /** Models as an alias table, from shares in the scenario's order. */
    public static AliasTable mix(List<Double> shares) {
        return new AliasTable(shares.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
