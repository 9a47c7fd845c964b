using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.Adapters.Formats.Surveys;

/// <summary>What a questionnaire is to be made of.</summary>
public sealed record QuestionnaireDraft
{
    /// <summary>Name of the survey: small letters, digits and hyphens.</summary>
    public required string Survey { get; init; }

    /// <summary>Version, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Period asked about.</summary>
    public string Period { get; init; } = "";

    /// <summary>Who answers for the survey.</summary>
    public string Officer { get; init; } = "";

    /// <summary>Items whose makers are asked, by id; all that are made and used up where empty.</summary>
    public IReadOnlyCollection<string> Items { get; init; } = [];

    /// <summary>Fewest independent groups behind a figure that leaves.</summary>
    public int LeastContributors { get; init; } = 5;
}

/// <summary>Makes a questionnaire from the items of a network and the field catalogue, with free questions behind it, in all languages.</summary>
/// <remarks>It asks by role ("makers of powder") and names no company, no line and no figure of the package, so that it may be sent to everybody.</remarks>
public static class QuestionnaireBuilder
{
    /// <summary>Columns that are asked for of the makers of each item. No cost and no price: rivals must never learn these.</summary>
    static readonly (string Table, string Field, QuestionTopic Topic, bool IsAdded)[] OfItem =
    [
        ("lines", "capacity", QuestionTopic.Capacity, true), ("lines", "lead_time_days", QuestionTopic.LeadTime, false), ("lines", "recovery_days", QuestionTopic.LeadTime, false),
        ("lines", "people", QuestionTopic.Skills, true), ("expansions", "adds", QuestionTopic.Capacity, true), ("expansions", "build_months", QuestionTopic.Obstacles, false),
        ("expansions", "permit_months", QuestionTopic.Permits, false),
    ];

    static readonly (string Id, QuestionTopic Topic, QuestionKind Kind, string[] Choices)[] Free =
    [
        ("bottleneck", QuestionTopic.Bottleneck, QuestionKind.Choice, ["machines", "people", "inputs", "energy", "permits", "orders", "money", "none"]),
        ("bottleneck-about", QuestionTopic.Bottleneck, QuestionKind.Text, []), ("vacancies", QuestionTopic.Skills, QuestionKind.Number, []), ("skills-about", QuestionTopic.Skills, QuestionKind.Text, []),
        ("permits-about", QuestionTopic.Permits, QuestionKind.Text, []), ("outside-share", QuestionTopic.Suppliers, QuestionKind.Number, []), ("second-source", QuestionTopic.Suppliers, QuestionKind.Flag, []),
        ("suppliers-about", QuestionTopic.Suppliers, QuestionKind.Text, []),
        ("obstacle", QuestionTopic.Obstacles, QuestionKind.Choice, ["demand", "finance", "permits", "people", "inputs", "rules", "none"]), ("obstacles-about", QuestionTopic.Obstacles, QuestionKind.Text, []),
    ];

    /// <summary>Makes the questionnaire.</summary>
    /// <exception cref="ArgumentException">An item is not in the network.</exception>
    public static Questionnaire Build(Network network, QuestionnaireDraft draft)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(draft);
        foreach (var id in draft.Items)
            if (!network.Items.Any(i => i.Id == id)) throw new ArgumentException($"There is no item {id}.", nameof(draft));
        var questions = new List<Question>();
        foreach (var item in network.Items.Where(i => draft.Items.Count > 0 ? draft.Items.Contains(i.Id) : !i.IsShared && !i.IsFree).OrderBy(i => i.Id, StringComparer.Ordinal))
        {
            questions.AddRange(OfItem.Select(f => Of(item, f.Table, f.Field, f.Topic, f.IsAdded)));
            foreach (var input in InputsOf(network, item))
            {
                questions.Add(Input(item, input, "recipes", QuestionTopic.Suppliers));
                questions.Add(Input(item, input, "stocks", QuestionTopic.Stocks));
            }
        }
        foreach (var (id, topic, kind, choices) in Free)
            questions.Add(new()
            {
                Id = id, Topic = topic, Kind = kind, Text = Words($"question.{id}"), Help = Help($"question.{id}"), Unit = id == "vacancies" ? "person" : id == "outside-share" ? "%" : "",
                Example = kind switch { QuestionKind.Choice => choices[0], QuestionKind.Flag => "yes", QuestionKind.Number => "12", _ => "" }, Highest = id == "outside-share" ? 100 : null,
                Choices = [.. choices.Select(c => new QuestionChoice(c, Words($"choice.{c}")))], IsAdded = id == "vacancies",
            });
        questions.Add(new() { Id = "control-country", Topic = QuestionTopic.Control, Kind = QuestionKind.Text, Text = Words("question.control-country"), Help = Help("question.control-country"), Example = "DE", Target = new("parties", "control_country", "") });
        return new()
        {
            Survey = draft.Survey, Version = draft.Version, Period = draft.Period, Officer = draft.Officer, LeastContributors = draft.LeastContributors, Questions = questions,
            Title = Words("title", network.Package.Head.Title is { Length: > 0 } title ? title : network.Package.Head.Name),
        };
    }

    static Question Of(Item item, string table, string field, QuestionTopic topic, bool isAdded)
    {
        var spec = FieldCatalog.Table(table).Fields[FieldCatalog.Table(table).IndexOf(field)];
        return new()
        {
            Id = $"{table}.{field}.{item.Id}", Topic = topic, Kind = QuestionKind.Number, Text = Words($"question.{table}.{field}", item.Name), Help = Help($"question.{table}.{field}"),
            // What a line makes is asked for in one unit, so that answers add up.
            Unit = spec.Unit ?? $"{item.Unit.Text}/month", Example = Plain(spec.Example), Highest = spec.Highest, Stage = item.Id, Target = new(table, field, item.Id), IsAdded = isAdded,
        };
    }

    static Question Input(Item item, Item input, string table, QuestionTopic topic) => new()
    {
        Id = $"{table}.quantity.{item.Id}.{input.Id}", Topic = topic, Kind = QuestionKind.Number, Text = Words($"question.{table}.quantity", item.Name, input.Name, item.Unit.Text), Help = Help($"question.{table}.quantity"),
        Unit = input.Unit.Text, Example = table == "recipes" ? "0.8" : "200", Stage = item.Id, Target = new(table, "quantity", table == "recipes" ? item.Id : input.Id, table == "recipes" ? input.Id : ""), IsAdded = table == "stocks",
    };

    // An interval would suggest that companies may not say what they know.
    static string Plain(string example) => Quantity.TryParse(example, out var value) && value.IsKnown ? Quantity.Text(value.Central) : "12";

    static IEnumerable<Item> InputsOf(Network network, Item item) =>
        network.Recipes.Where(r => r.Item == item.Index || (r.Line >= 0 && network.Lines[r.Line].Item == item.Index)).Select(r => r.Input).Distinct().Select(i => network.Items[i])
            .Where(i => !i.IsShared && !i.IsFree).OrderBy(i => i.Id, StringComparer.Ordinal);

    static QuestionText Words(string key, params string[] values) =>
        new(Texts.Texts.Languages.ToDictionary(l => l, l => Texts.Texts.For(l).Format("survey." + key, values), StringComparer.Ordinal));

    static QuestionText Help(string key) => Texts.Texts.For("en").Find($"survey.{key}.help") is null ? new(new Dictionary<string, string>()) : Words(key + ".help");
}
