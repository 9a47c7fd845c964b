using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Adapters.Stores.Papers;

/// <summary>A library of papers with their texts and claims: of a workspace, or in a folder.</summary>
public interface IPaperLibrary
{
    /// <summary>Most papers of one library.</summary>
    const int MostPapers = 20_000;

    /// <summary>Most claims of one library.</summary>
    const int MostClaims = 20_000;

    /// <summary>Most characters of the text of one paper.</summary>
    const int MostText = 8 << 20;

    /// <summary>Papers that a reader may see, by their ids.</summary>
    Task<IReadOnlyList<Paper>> Papers(Clearance clearance, CancellationToken stop = default);

    /// <summary>The text of a paper; <see cref="PaperText.None"/> where there is none or the reader may not see it.</summary>
    Task<PaperText> Text(string id, Clearance clearance, CancellationToken stop = default);

    /// <summary>Puts papers into the library, all or none. What has the id of a paper there replaces its facts; its text stays where none is given.</summary>
    /// <param name="papers">Papers with their texts; null to leave the text as it is.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="over">Tag (<see cref="VersionTag"/>) of what one paper replaces, as its writer saw it; empty where he saw none; null where it does not matter.</param>
    /// <param name="stop">Cancels before it is written.</param>
    /// <returns>How many are new.</returns>
    /// <exception cref="StaleSaveException">Somebody else saved it meanwhile; nothing was written.</exception>
    /// <exception cref="ArgumentException">A paper is none that a library takes (<see cref="PaperCheck"/>).</exception>
    /// <exception cref="MarkingException">One is marked more strictly than the workspace may hold.</exception>
    /// <exception cref="StoreLimitException">There would be more than <see cref="MostPapers"/>, or a text is longer than <see cref="MostText"/>.</exception>
    Task<int> Save(IReadOnlyList<(Paper Paper, PaperText? Text)> papers, string by, string? over = null, CancellationToken stop = default);

    /// <summary>Removes a paper with its text and claims; false where there is none.</summary>
    Task<bool> Remove(string id, string by, CancellationToken stop = default);

    /// <summary>Claims that a reader may see, by their ids: those whose paper he may see as well.</summary>
    Task<IReadOnlyList<Claim>> Claims(Clearance clearance, CancellationToken stop = default);

    /// <summary>Puts a claim into the library, in place of the one with its id.</summary>
    /// <param name="claim">Claim.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="over">Tag of the claim that it replaces, as its writer saw it; empty where he saw none; null where it does not matter.</param>
    /// <param name="stop">Cancels before it is written.</param>
    /// <returns>True where it is new.</returns>
    /// <exception cref="ArgumentException">It is none that a library takes.</exception>
    /// <exception cref="KeyNotFoundException">There is no such paper.</exception>
    /// <exception cref="MarkingException">It is marked more strictly than the workspace may hold.</exception>
    /// <exception cref="StoreLimitException">There would be more than <see cref="MostClaims"/>.</exception>
    /// <exception cref="StaleSaveException">Somebody else saved it meanwhile; nothing was written.</exception>
    Task<bool> SaveClaim(Claim claim, string by, string? over = null, CancellationToken stop = default);

    /// <summary>Removes a claim; false where there is none.</summary>
    Task<bool> RemoveClaim(string id, string by, CancellationToken stop = default);

    /// <summary>Finds papers.</summary>
    Task<PaperHits> Search(PaperQuery query, CancellationToken stop = default);

    /// <summary>Papers whose terms are most like those of a paper, best first; those of other languages have other terms.</summary>
    Task<IReadOnlyList<PaperHit>> Related(string id, int most, Clearance clearance, CancellationToken stop = default);
}
