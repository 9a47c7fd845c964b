using Vauban.App.Workbench.Frame;

namespace Vauban.Tests.Workbench;

/// <summary>Addresses by which tests that walk all pages open each of them.</summary>
static class PageSamples
{
    /// <summary>Workspace they are opened in.</summary>
    public const string Workspace = "ammunition-155";

    // Pages whose route has more parameters than the workspace, or that say something only when asked for something.
    static readonly Dictionary<string, string[]> Asked = new()
    {
        ["technology"] = ["technology", "technology/ammunition-155?without=country%3AUS&perimeter=EU27"],
        ["explain"] = ["explain?address=ammunition-155%2Fproduce%2Ftheta_in", "explain?address=nothing"],
        ["flows"] = ["flows", "flows?item=iron-ore"],
        ["map"] = ["map", "map?tier=1"],
        ["concentration"] = ["concentration", "concentration?of=party"],
        ["dependents"] = ["dependents", "dependents?what=CN", "dependents?what=item:cotton-linters&perimeter=European-NATO"],
        ["decisions"] = ["decisions", "decisions?finding=ammunition-155%2Fproduce%2Ftheta_in"],
        ["data-changes"] = ["data/changes", "data/changes?before=1"],
        ["eligibility"] = ["eligibility?item=round-155", "eligibility?item=round-155&pack=edip-2025", "eligibility?item=nothing"],
        ["packs"] = ["eligibility/packs?pack=edip-2025"],
        ["evidence"] = ["evidence", "evidence?q=ammunition&topic=capacity"],
        ["paper"] = ["evidence/paper?paper=asd-2023-edtib"],
        ["claims"] = ["evidence/claims", "evidence/claims?stand=agree"],
        ["claim"] = ["evidence/claim?claim=linters-china", "evidence/claim"],
        // These need a round: SurveyPageTests opens them with one.
        ["survey-round"] = [], ["my-survey-answer"] = [],
        ["tree"] = ["tree", "tree?most=6&item=propellant-powder"],
    };

    /// <summary>Addresses of a page.</summary>
    public static IEnumerable<string> Of(PageLink page) => Asked.GetValueOrDefault(page.Entry.Key, [page.Route]).Select(r => $"/w/{Workspace}/{r}".TrimEnd('/'));
}
