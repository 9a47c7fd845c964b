using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.App.Eligibility;

/// <summary>The report and the workbook of self-assessments.</summary>
static class EligibilityFiles
{
    /// <summary>The options by which they are asked for.</summary>
    public static AnswerFiles Options() => new("Writes the self-assessment as an HTML file that needs nothing else: evidence, what is missing, links to the articles.", hasNames: false);

    /// <summary>Writes what is asked for and says where it is.</summary>
    public static void Write(this AnswerFiles files, Call call, Network network, Item item, Contract? contract, IReadOnlyList<EligibilityResult> results, IReadOnlyList<Finding> findings)
    {
        var subject = new EligibilitySubject(item, contract?.Title ?? "", contract?.About ?? "", contract?.Basis ?? "");
        files.Write(call, network.Package, (identity, _) => EligibilityReportWriter.Write(network, subject, results, findings, identity, call.Texts.Language),
            (identity, stream) => EligibilityWorkbook.Write(subject, results, findings, identity, call.Texts, stream));
    }
}
