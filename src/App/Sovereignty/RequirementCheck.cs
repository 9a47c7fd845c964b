using System.Text.Json;
using Spectre.Console;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Sovereignty;
using Grid = Vauban.Core.Sovereignty.Grid;

namespace Vauban.App.Sovereignty;

/// <summary>Stated policies against an assessment, and the exit code that follows.</summary>
sealed record RequirementCheck(IReadOnlyList<(Requirement Requirement, Grid Grid, RequirementAnswer Answer)> Answers)
{
    /// <summary>Reads what the user requires.</summary>
    /// <exception cref="InputException">One is no requirement.</exception>
    public static IReadOnlyList<Requirement> Read(Call call, IEnumerable<string> texts) =>
        [.. texts.Select(t => Requirement.TryParse(t, out var requirement) ? requirement : throw new InputException(call.Texts.Format("terminal.require.form", t)))];

    /// <summary>Checks each requirement for every technology.</summary>
    /// <param name="grids">Grids of the perimeters it is required of.</param>
    /// <param name="requirements">Requirements.</param>
    public static RequirementCheck Of(IEnumerable<Grid> grids, IReadOnlyList<Requirement> requirements) =>
        new([.. from requirement in requirements from grid in grids select (requirement, grid, requirement.Check(grid.Rows.Single(r => r.Verb == requirement.Verb)))]);

    /// <summary>1 where one is excluded, else 3 where one is not decided, else 0.</summary>
    public int ExitCode => Answers.Any(a => a.Answer == RequirementAnswer.Excluded) ? Cli.ExitCode.PolicyFails
        : Answers.Any(a => a.Answer == RequirementAnswer.Undetermined) ? Cli.ExitCode.Undetermined : Cli.ExitCode.Ok;

    /// <summary>One line each.</summary>
    public void Write(Call call, Sentences sentences)
    {
        if (Answers.Count > 0) call.Terminal.Out.WriteLine();
        foreach (var (requirement, grid, answer) in Answers)
        {
            var key = answer switch { RequirementAnswer.Met => "met", RequirementAnswer.Excluded => "fails", _ => "undetermined" };
            Lines.Write(call.Terminal.Out, call.Texts.Format("terminal.require." + key, requirement.Text, grid.Technology.Name, grid.Perimeter.Name, Verdict(requirement, grid, sentences)), 0, 2);
        }
    }

    static string Verdict(Requirement requirement, Grid grid, Sentences sentences)
    {
        var row = grid.Rows.Single(r => r.Verb == requirement.Verb);
        return requirement.Verdict == "holds" ? sentences.Verdict(row.Exposure.Verdict) : sentences.Verdict(row.Reliance.Verdict);
    }

    /// <summary>The answers as a property.</summary>
    public void Write(Utf8JsonWriter json) => json.WriteList("required", Answers, a =>
    {
        json.WriteStartObject();
        json.WriteString("requirement", a.Requirement.Text);
        json.WriteString("technology", a.Grid.Technology.Id);
        json.WriteString("perimeter", a.Grid.Perimeter.Name);
        json.WriteString("answer", a.Answer switch { RequirementAnswer.Met => "met", RequirementAnswer.Excluded => "excluded", _ => "undetermined" });
        json.WriteEndObject();
    });
}
