namespace Vauban.Core.Eligibility;

/// <summary>A state of a regime and what may be done in it.</summary>
/// <param name="Id">Id.</param>
/// <param name="Title">Name.</param>
/// <param name="Measures">What the law allows or asks in it.</param>
public sealed record MachineState(string Id, Wording Title, IReadOnlyList<StateMeasure> Measures);

/// <summary>Something that the law allows or asks in a state.</summary>
public sealed record StateMeasure(string Id, string Article, Wording Title);

/// <summary>A step from one state to another.</summary>
/// <param name="Id">Id.</param>
/// <param name="Article">Article and paragraph.</param>
/// <param name="Title">What it is.</param>
/// <param name="From">State it starts from.</param>
/// <param name="To">State it leads to.</param>
/// <param name="Months">Most months that it lasts; null where it has no end.</param>
/// <param name="IsRenewal">True where the months begin at the end of the period that runs.</param>
/// <param name="Most">How often in a row the law as read allows it; null where it sets no number.</param>
/// <param name="MostKnown">False where the text read does not say how often.</param>
public sealed record StateMove(string Id, string Article, Wording Title, string From, string To, int? Months, bool IsRenewal, int? Most, bool MostKnown);

/// <summary>States that begin and end: a regime that is activated, prolonged and ends by itself.</summary>
/// <param name="Head">What it is.</param>
/// <param name="Start">State without any event.</param>
/// <param name="States">States.</param>
/// <param name="Moves">Steps.</param>
public sealed record StateMachine(PackHead Head, string Start, IReadOnlyList<MachineState> States, IReadOnlyList<StateMove> Moves)
{
    /// <summary>Plays what happened up to a day.</summary>
    /// <param name="history">What happened; events of other machines are left out.</param>
    /// <param name="date">Day; null plays all.</param>
    public MachineResult Play(IEnumerable<StateEvent> history, DateOnly? date)
    {
        var (state, until, renewals) = (Start, (DateOnly?)null, 0);
        DateOnly? since = null;
        var steps = new List<MachineStep>();
        foreach (var at in history.Where(e => e.Machine == Head.Id && (date is null || e.Date <= date)).OrderBy(e => e.Date))
        {
            if (until is { } end && at.Date > end) (state, since, until, renewals) = (Start, end.AddDays(1), null, 0);
            var move = Moves.FirstOrDefault(m => m.Id == at.Move);
            var trouble = move is null ? StateTrouble.Unknown : move.From != state ? StateTrouble.NotFromHere : at.Months > move.Months ? StateTrouble.TooLong
                : move.IsRenewal && move.Most is { } most && renewals >= most ? StateTrouble.TooOften : move.IsRenewal && !move.MostKnown && renewals >= 1 ? StateTrouble.NotSaid : StateTrouble.None;
            if (trouble is StateTrouble.None or StateTrouble.NotSaid)
            {
                // A renewal runs on from the day after the period; else the first day is that of the event.
                var first = move!.IsRenewal && until is { } last ? last.AddDays(1) : at.Date;
                if (!move.IsRenewal) since = at.Date;
                renewals = move.IsRenewal ? renewals + 1 : 0;
                until = (at.Months ?? move.Months) is { } months ? first.AddMonths(months).AddDays(-1) : null;
                state = move.To;
            }
            steps.Add(new(at, move, state, until, trouble));
        }
        if (until is { } over && date > over) (state, since, until) = (Start, over.AddDays(1), null);
        var next = until is { } running && Moves.FirstOrDefault(m => m.From == state && m is { IsRenewal: true, Months: not null }) is { } renewal && !(renewal.Most <= renewals)
            ? running.AddDays(1).AddMonths(renewal.Months!.Value).AddDays(-1) : (DateOnly?)null;
        return new(this, States.First(s => s.Id == state), since, until, next, [.. Moves.Where(m => m.From == state)], steps);
    }
}

/// <summary>What is wrong with an event.</summary>
public enum StateTrouble
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>There is no such move.</summary>
    Unknown,
    /// <summary>The state that ran did not allow it.</summary>
    NotFromHere,
    /// <summary>It lasts longer than allowed.</summary>
    TooLong,
    /// <summary>It was renewed more often than allowed.</summary>
    TooOften,
    /// <summary>The text read does not say whether it may be renewed again.</summary>
    NotSaid,
}

/// <summary>An event as played.</summary>
public sealed record MachineStep(StateEvent Event, StateMove? Move, string State, DateOnly? Until, StateTrouble Trouble);

/// <summary>Where a machine stands.</summary>
/// <param name="Machine">Machine.</param>
/// <param name="State">State.</param>
/// <param name="Since">Its first day, or null.</param>
/// <param name="Until">Last day of the period that runs, or null.</param>
/// <param name="NextUntil">Latest last day after the next renewal, or null where there is none.</param>
/// <param name="Moves">What may come next.</param>
/// <param name="Steps">What happened.</param>
public sealed record MachineResult(StateMachine Machine, MachineState State, DateOnly? Since, DateOnly? Until, DateOnly? NextUntil, IReadOnlyList<StateMove> Moves, IReadOnlyList<MachineStep> Steps);
