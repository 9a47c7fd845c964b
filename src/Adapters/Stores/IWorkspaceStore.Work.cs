using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

public partial interface IWorkspaceStore
{
    /// <summary>Keeps a decision about a finding, new or changed.</summary>
    /// <param name="decision">With the version that was read; 0 for a new one.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="stop">Cancels before it is written.</param>
    /// <exception cref="KeyNotFoundException">There is no such workspace.</exception>
    Task<Saved<Decision>> SaveDecision(Decision decision, string by, CancellationToken stop = default);

    /// <summary>Removes a decision, if it is still as it was read.</summary>
    Task<SaveStatus> RemoveDecision(Decision decision, string by, CancellationToken stop = default);

    /// <summary>Decisions of a workspace, by finding. <see cref="DecisionReview"/> holds them against a snapshot.</summary>
    Task<IReadOnlyList<Decision>> Decisions(string workspace, CancellationToken stop = default);

    /// <summary>Keeps a scenario, new or changed.</summary>
    /// <exception cref="KeyNotFoundException">There is no such workspace.</exception>
    Task<Saved<Scenario>> SaveScenario(Scenario scenario, string by, CancellationToken stop = default);

    /// <summary>Removes a scenario, if it is still as it was read.</summary>
    Task<SaveStatus> RemoveScenario(Scenario scenario, string by, CancellationToken stop = default);

    /// <summary>A scenario by id, or null.</summary>
    Task<Scenario?> FindScenario(string workspace, string id, CancellationToken stop = default);

    /// <summary>Scenarios of a workspace, by id.</summary>
    Task<IReadOnlyList<Scenario>> Scenarios(string workspace, CancellationToken stop = default);

    /// <summary>Keeps a comment by its author.</summary>
    /// <returns>The comment with its time.</returns>
    /// <exception cref="KeyNotFoundException">There is no such workspace.</exception>
    /// <exception cref="MarkingException">It is marked more strictly than the workspace may hold.</exception>
    /// <exception cref="ArgumentException">Another comment has its id.</exception>
    Task<Comment> AddComment(Comment comment, CancellationToken stop = default);

    /// <summary>Removes a comment; false where there is none.</summary>
    Task<bool> RemoveComment(string workspace, string id, string by, CancellationToken stop = default);

    /// <summary>Comments on an address, or all of a workspace where none is named, oldest first.</summary>
    Task<IReadOnlyList<Comment>> Comments(string workspace, string? address = null, CancellationToken stop = default);
}
