using System.Globalization;
using Vauban.Bench;

if (args is ["assess", var lines, ..]) AssessBenchmark.Run(int.Parse(lines, CultureInfo.InvariantCulture), !args.Contains("--verdicts"));
else if (args is ["probe", var n]) ProbeBenchmark.Run(int.Parse(n, CultureInfo.InvariantCulture));
else if (args is ["load", var rows]) LoadBenchmark.Run(int.Parse(rows, CultureInfo.InvariantCulture));
else if (args is ["plan", var items, var months, ..])
{
    if (args.Contains("--sums")) PlanBenchmark.Compare(int.Parse(items, CultureInfo.InvariantCulture), int.Parse(months, CultureInfo.InvariantCulture));
    else PlanBenchmark.Run(int.Parse(items, CultureInfo.InvariantCulture), int.Parse(months, CultureInfo.InvariantCulture));
}
else if (args is ["cascade", var firms, var failures]) CascadeBenchmark.Run(int.Parse(firms, CultureInfo.InvariantCulture), int.Parse(failures, CultureInfo.InvariantCulture));
else if (args is ["cuts", var what]) CutBenchmark.Run(what);
else if (args is ["stress", var chain, var days, var draws]) StressBenchmark.Run(int.Parse(chain, CultureInfo.InvariantCulture), int.Parse(days, CultureInfo.InvariantCulture), int.Parse(draws, CultureInfo.InvariantCulture));
else if (args is ["survive", var colds]) SurviveBenchmark.Run(int.Parse(colds, CultureInfo.InvariantCulture));
else if (args is ["workbench", var people, var seconds, var runs, var packageLines])
    await WorkbenchBenchmark.Run(int.Parse(people, CultureInfo.InvariantCulture), int.Parse(seconds, CultureInfo.InvariantCulture), int.Parse(runs, CultureInfo.InvariantCulture), int.Parse(packageLines, CultureInfo.InvariantCulture));
else if (args is ["mobility", var ways]) MobilityBenchmark.Run(int.Parse(ways, CultureInfo.InvariantCulture));
else if (args is ["evidence", var papers, ..]) await EvidenceBenchmark.Run(int.Parse(papers, CultureInfo.InvariantCulture), args.Length > 2 ? args[2] : null);
else if (args is ["startup"]) StartupBenchmark.Run();
else if (args is ["--filter", ..]) BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Rounds).Assembly).Run(args);
else Console.WriteLine("Give the name of a benchmark: assess LINES [--verdicts], load ROWS, plan ITEMS MONTHS [--sums], cascade FIRMS FAILURES, cuts FOLDER|EVENTS|plant, stress LINES DAYS DRAWS, survive COLD, mobility LINKS, evidence PAPERS [postgres://...], startup, workbench PEOPLE SECONDS RUNS LINES, or --filter PATTERN for those of BenchmarkDotNet");
