using Vauban.Core.Disruption;

namespace Vauban.Adapters.Reports;

/// <summary>Sentences that terminal, reports and pages about disruption share.</summary>
public static class DisruptionWords
{
    const string Prefix = "disruption.threat.";

    /// <summary>Title of a scenario in a language: ready-made ones have one in each; what somebody wrote himself stays as it is written.</summary>
    /// <param name="texts">Language.</param>
    /// <param name="name">Name of the scenario.</param>
    /// <param name="title">Title as the scenario gives it.</param>
    public static string Title(Texts.Texts texts, string name, string title) => Ready(texts, name, "title", title);

    /// <summary>What a scenario stands for and its limits, in a language.</summary>
    /// <param name="texts">Language.</param>
    /// <param name="scenario">Scenario.</param>
    public static string About(Texts.Texts texts, ThreatScenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return Ready(texts, scenario.Name, "about", scenario.About);
    }

    // Somebody may give a scenario of his own the name of a ready-made one: only the ready-made text is translated.
    static string Ready(Texts.Texts texts, string name, string part, string text)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var key = $"{Prefix}{name}.{part}";
        return Texts.Texts.For("en").Find(key) == text ? texts[key] : text;
    }

    /// <summary>How much of the goals can be made while nothing happens; empty where that is all of them in every reading.</summary>
    /// <param name="texts">Language.</param>
    /// <param name="of"><c>stress</c> or <c>survive</c>.</param>
    /// <param name="low">Pessimistic reading, a share.</param>
    /// <param name="central">Central reading.</param>
    /// <param name="high">Optimistic reading.</param>
    public static string Level(Texts.Texts texts, string of, double low, double central, double high)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var numbers = new Numbers(texts);
        var key = $"disruption.{of}.level";
        var (least, middle, most) = (numbers.Goal(low, low, low), numbers.Goal(central, central, central), numbers.Goal(high, high, high));
        if (low >= 1 && central >= 1 && high >= 1) return "";
        if (least == most) return texts.Format(key, middle);
        return central >= 1 ? texts.Format(key + ".full", least) : texts.Format(key + ".range", middle, least, most);
    }
}
