using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Administration;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Studio;

/// <summary>A form of the studio.</summary>
/// <param name="Http">Request.</param>
/// <param name="Caller">Workspace.</param>
/// <param name="Texts">Language.</param>
/// <param name="Store">Store.</param>
/// <param name="Form">Its fields.</param>
sealed record ScenarioForm(HttpContext Http, CallerWorkspace Caller, Texts Texts, IWorkspaceStore Store, IFormCollection Form)
{
    /// <summary>The version that its page showed; -1 where it says none.</summary>
    public long Version => long.TryParse(Form["version"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
}

/// <summary>What the loser of a scenario's save is shown: step by step, what he saw and did beside what is stored, and the way to do it all the same.</summary>
static class ScenarioConflict
{
    /// <summary>Name of the field with the steps that a page showed.</summary>
    public const string Field = "seen";

    /// <summary>The steps that a page shows, for the forms on it. Sealed: a form shows no sentence but the server's own.</summary>
    public static string Seal(HttpContext http, ScenarioContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return ScenarioEndpoints.Reasons(http).Protect(content.Json());
    }

    /// <summary>Shows it.</summary>
    /// <param name="asked">The form that came too late.</param>
    /// <param name="stored">What is stored now.</param>
    /// <param name="edit">What the form does to the steps; null where it removes the scenario.</param>
    /// <param name="back">Address of the page with what is stored.</param>
    public static IResult Show(ScenarioForm asked, Scenario stored, Func<ScenarioContent, ScenarioContent>? edit, string back)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(stored);
        var theirs = ScenarioContent.Of(stored.Changes);
        var seen = Seen(asked) ?? theirs;
        var now = new List<(string, string)> { ("version", stored.Version.ToString(CultureInfo.InvariantCulture)), (Field, Seal(asked.Http, theirs)) };
        if (asked.Form.ContainsKey("index"))
        {
            // The step that was to be taken back may stand elsewhere now; where somebody took it back already there is nothing left to do.
            var kind = asked.Form["step"].ToString();
            var index = int.TryParse(asked.Form["index"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < Steps(seen, kind).Count ? Steps(theirs, kind).ToList().IndexOf(Steps(seen, kind)[i]) : -1;
            if (index < 0) return TypedResults.LocalRedirect(back);
            now.Add(("index", index.ToString(CultureInfo.InvariantCulture)));
        }
        var mine = edit is null ? seen : Edited(seen, edit);
        var differences = new List<FieldDifference>();
        if (edit is null) differences.Add(new("name", asked.Texts["workbench.conflict.removed"], stored.Name));
        foreach (var kind in new[] { "demands", "measure", "without", "change" })
        {
            var (offered, there) = (Words(mine, kind, asked), Words(theirs, kind, asked));
            if (offered != there) differences.Add(new("scenario." + kind, offered, there));
        }
        return Conflict.Show(differences, asked.Http, back, asked.Form, [.. now]);
    }

    static ScenarioContent Edited(ScenarioContent seen, Func<ScenarioContent, ScenarioContent> edit)
    {
        try
        {
            return edit(seen);
        }
        catch (InputException)
        {
            return seen;
        }
    }

    static ScenarioContent? Seen(ScenarioForm asked)
    {
        try
        {
            return asked.Form[Field].ToString() is { Length: > 0 } text ? ScenarioContent.Of(ScenarioEndpoints.Reasons(asked.Http).Unprotect(text)) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    static IReadOnlyList<string> Steps(ScenarioContent content, string kind) => kind switch { "measure" => content.Measures, "without" => content.Without, "demands" => content.Demands.Length > 0 ? [content.Demands] : [], _ => content.Changes };

    static string Words(ScenarioContent content, string kind, ScenarioForm asked) => string.Join('\n', ScenarioStep.Words(content, asked.Caller, asked.Texts).Where(s => s.Kind == kind).Select(s => s.Words));
}
