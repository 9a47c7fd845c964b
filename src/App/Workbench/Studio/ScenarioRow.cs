using Vauban.App.Workbench.Access;

namespace Vauban.App.Workbench.Studio;

/// <summary>A line or a company that a step is about by name.</summary>
/// <param name="Kind">line or party.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
sealed record ScenarioRow(string Kind, string Id, string Name)
{
    /// <summary>As forms and addresses write it.</summary>
    public string Text => $"{Kind}:{Id}";

    /// <summary>All that the caller may name: nothing for whoever sees no names.</summary>
    public static IReadOnlyList<ScenarioRow> All(CallerWorkspace caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (!caller.SeesNames) return [];
        var network = caller.Network;
        return [.. network.Parties.Select(p => new ScenarioRow("party", p.Id, p.Name)).OrderBy(r => r.Name, StringComparer.CurrentCulture),
            .. network.Lines.Select(l => new ScenarioRow("line", l.Id, $"{network.Items[l.Item].Name}: {(l.Name.Length > 0 ? l.Name : l.Id)}")).OrderBy(r => r.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>The one that a text names; null where there is none, or the caller may not name it.</summary>
    public static ScenarioRow? Of(string text, CallerWorkspace caller) => All(caller).FirstOrDefault(r => r.Text == text);
}
