using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Solving;
using Vauban.Core.Sovereignty;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Sovereignty;

/// <summary>The whole grid of every example against its <c>expected.json</c>; the READMEs of the examples work the figures out by hand.</summary>
public sealed class ExampleResultTests
{
    static readonly ConcurrentDictionary<string, Lazy<SovereigntyResult>> Results = new(StringComparer.Ordinal);

    public static TheoryData<string> Examples => Formats.ExampleTests.Examples;

    static SovereigntyResult Result(string example) => Results.GetOrAdd(example, e => new(() => Assess(e, LinearSolvers.Default))).Value;

    static SovereigntyResult Assess(string example, Func<ILinearSolver> solver) =>
        SovereigntyEngine.Run(PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples", example), [])!, new(), solver);

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_grid_of_an_example_is_the_expected_one(string example) => Approved.Check(Text(Result(example)), $"examples/{example}/expected.json");

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_second_solver_gives_the_same_verdicts_and_quantities(string example)
    {
        var (first, second) = (Cells(Result(example)).ToArray(), Cells(Assess(example, LinearSolvers.SecondOpinion)).ToArray());
        Assert.Equal(first.Select(c => c.Words), second.Select(c => c.Words));
        foreach (var (a, b) in first.Zip(second))
            foreach (var (x, y) in a.Figures.Zip(b.Figures))
                Assert.True(x.Figure is null == y.Figure is null && (x.Figure is null || Enum.GetValues<Reading>().All(r => Math.Abs(x.Figure[r] - y.Figure![r]) <= 1e-6)),
                    $"{a.Words} {x.Name}: {x.Figure} and {y.Figure}");
    }

    [Fact]
    public void At_least_three_of_the_eight_reliance_cells_of_the_real_examples_are_decided()
    {
        var verdicts = new[] { "ammunition-155", "permanent-magnets" }
            .SelectMany(e => Result(e).Grids.Single(g => g.Perimeter.Name == "EU27").Rows)
            .Where(r => r.Verb != SovereigntyEngine.Together).Select(r => r.Reliance.Verdict).ToArray();
        Assert.Equal(8, verdicts.Length);
        Assert.DoesNotContain(RelianceVerdict.NoGoal, verdicts);
        Assert.InRange(verdicts.Count(v => v != RelianceVerdict.Unknown), 3, 8);
    }

    [Theory]
    [InlineData("ammunition-155")]
    [InlineData("permanent-magnets")]
    public void A_real_example_assessed_twice_gives_the_same_bytes(string example)
    {
        var run = CommandRun.Of("assess", $"examples/{example}", "--json");
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Assert.Equal(run, CommandRun.Of("assess", $"examples/{example}", "--json"));
    }

    // One cell a line, so that a reviewer sees in the difference which cell moved.
    static string Text(SovereigntyResult result)
    {
        var head = $$"""{ "package": {{Quote(result.Network.Package.Head.Name)}}, "date": {{(result.Date is { } date ? Quote(Dates.Text(date)) : "null")}}, "cells": [""";
        var lines = Cells(result).Select(c => $"{{ {c.Words}{string.Concat(c.Figures.Select(f => $", {Quote(f.Name)}: {Numbers(f.Figure)}"))} }}");
        return $"{head}\n{string.Join(",\n", lines)}\n] }}\n";
    }

    static IEnumerable<(string Words, (string Name, Figure? Figure)[] Figures)> Cells(SovereigntyResult result) =>
        from grid in result.Grids
        from row in grid.Rows
        let head = $"\"technology\": {Quote(grid.Technology.Id)}, \"perimeter\": {Quote(grid.Perimeter.Name)}, \"verb\": {Quote(row.Verb)}, \"danger\": "
        from cell in new (string, (string, Figure?)[])[]
        {
            ($"{head}\"reliance\", \"verdict\": {Word(row.Reliance.Verdict)}, \"asKnownToday\": {Word(row.Reliance.AsKnownToday)}{(row.Reliance.Verdict == RelianceVerdict.YesAlone ? ", \"alone\": true" : "")}",
                [("thetaIn", row.Reliance.ThetaIn), ("thetaAll", row.Reliance.ThetaAll)]),
            ($"{head}\"exposure\", \"verdict\": {Quote(Sentences.Key(row.Exposure.Verdict))}, \"asKnownToday\": {Quote(Sentences.Key(row.Exposure.AsKnownToday))}",
                [("phi", row.Exposure.Phi)]),
        }
        select cell;

    // The words of the command's JSON: "Yes, alone" is a Yes that says so.
    static string Word(RelianceVerdict verdict) => Quote(verdict == RelianceVerdict.YesAlone ? "yes" : Sentences.Key(verdict));

    static string Numbers(Figure? figure) => figure is null ? "null" : $"[{JsonText.Digits(figure.Low)}, {JsonText.Digits(figure.Central)}, {JsonText.Digits(figure.High)}]";

    static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
