using System.Globalization;
using Vauban.Bench;

if (args is ["assess", var lines, ..]) AssessBenchmark.Run(int.Parse(lines, CultureInfo.InvariantCulture), !args.Contains("--verdicts"));
else if (args is ["probe", var n]) ProbeBenchmark.Run(int.Parse(n, CultureInfo.InvariantCulture));
else Console.WriteLine("Give the name of a benchmark: assess LINES [--verdicts]");
