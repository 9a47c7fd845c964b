using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Sovereignty;

/// <summary>Turns what the user writes behind <c>--without</c>, or asks about, into actors.</summary>
static class ActorChoice
{
    /// <summary>The actors.</summary>
    /// <param name="call">Call.</param>
    /// <param name="network">Network as loaded.</param>
    /// <param name="counts">Network as it counts on the day.</param>
    /// <param name="texts">What the user wrote.</param>
    /// <exception cref="InputException">One means nobody, or several.</exception>
    public static IReadOnlyList<Actor> Of(Call call, Network network, Network counts, IReadOnlyList<string> texts) => [.. texts.Select(t => One(call, network, counts, t)).Distinct().Order()];

    /// <summary>The one actor.</summary>
    /// <exception cref="InputException">It means nobody, or several.</exception>
    public static Actor One(Call call, Network network, Network counts, string text)
    {
        var found = ActorSearch.Find(counts, text);
        if (found.Count == 1) return found[0];
        if (found.Count > 1) throw new InputException(call.Texts.Format("terminal.without.ambiguous", text, string.Join(", ", found.Select(a => a.Id(counts)))));
        if (ActorSearch.Find(network, text).Count > 0) throw new InputException(call.Texts.Format("terminal.without.not-then", text));
        throw new InputException(ActorSearch.Nearest(counts, text) is { } near ? call.Texts.Format("terminal.without.nearest", text, near) : call.Texts.Format("terminal.without.unknown", text));
    }
}
