using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>The report and the workbook of plans.</summary>
static class PlanFiles
{
    /// <summary>Writes what is asked for and says where it is.</summary>
    public static void Write(this AnswerFiles files, Call call, Network network, IReadOnlyList<PlanAnswer> answers, IReadOnlyList<Finding> findings)
    {
        var parts = answers.Select(a => new PlanReportPart(a.Target, a.Results, [.. a.NoRegret.Select(n => n.Expansion)])).ToArray();
        files.Write(call, network.Package, Html, (identity, stream) => PlanWorkbook.Write(parts, findings, identity, call.Texts, stream));

        string Html(ReportIdentity identity, bool names)
        {
            var options = answers[0].Results[0].Options;
            var today = network.Goals.Count == 0 ? null : TodayEngine.Run(network, new() { Perimeter = options.Perimeter, Status = options.Status, At = options.From }, LinearSolvers.Default, stop: call.Stop);
            return PlanReportWriter.Write(network, parts, findings, identity, call.Texts.Language, new() { NamesParties = names, Today = today });
        }
    }
}
