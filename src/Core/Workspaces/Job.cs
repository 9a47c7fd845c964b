namespace Vauban.Core.Workspaces;

/// <summary>How a job stands.</summary>
public enum JobStatus
{
    /// <summary>It waits for a worker.</summary>
    Queued,

    /// <summary>A worker has it.</summary>
    Running,

    /// <summary>It ended with a result.</summary>
    Done,

    /// <summary>It ended without a result; its message says why.</summary>
    Failed,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,
}

/// <summary>A long run that waits for a worker, runs, or ran.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Id">Id, given once for all workspaces.</param>
/// <param name="Kind">What is run: <c>plan</c>.</param>
/// <param name="Options">Its options as JSON.</param>
public sealed record Job(string Workspace, string Id, string Kind, string Options)
{
    /// <summary>Title for people.</summary>
    public string Title { get; init; } = "";

    /// <summary>Hash of the snapshot that it works on.</summary>
    public string Snapshot { get; init; } = "";

    /// <summary>Place in the queue; the store sets it.</summary>
    public long Number { get; init; }

    /// <summary>How it stands; the store sets it, as all that follows.</summary>
    public JobStatus Status { get; init; }

    /// <summary>How far it is, 0 to 1, in steps of a millionth.</summary>
    public double Progress { get; init; }

    /// <summary>What it does now, or why it failed: a key of the texts, never a value.</summary>
    public string Message { get; init; } = "";

    /// <summary>Hash of the key of its result (<see cref="RunKey.Hash"/>); empty without one.</summary>
    public string RunKey { get; init; } = "";

    /// <summary>How many workers took it. More than one where a worker was lost; with the worker's name it tells one claim from another.</summary>
    public int Attempts { get; init; }

    /// <summary>Name of the worker that has it or had it last.</summary>
    public string Worker { get; init; } = "";

    /// <summary>A running job whose worker was not heard of until then may be taken by another.</summary>
    public DateTimeOffset LeaseUntil { get; init; }

    /// <summary>True once somebody asked to stop it.</summary>
    public bool IsCancelAsked { get; init; }

    /// <summary>Id of the person who asked for it.</summary>
    public string By { get; init; } = "";

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When a worker took it first.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset Ended { get; init; }

    /// <summary>True where it waits or runs.</summary>
    public bool IsOpen => Status is JobStatus.Queued or JobStatus.Running;
}

/// <summary>What a worker is told when it says that it is still there.</summary>
public enum JobSignal
{
    /// <summary>Go on.</summary>
    Continue,

    /// <summary>Somebody asked to stop the job.</summary>
    Cancel,

    /// <summary>The job is not the worker's any more: it was away for too long, or the job is gone. Its result is not wanted.</summary>
    Lost,
}
