using System.Security.Cryptography;
using System.Text;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Texts;
using Vauban.App.Eligibility;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Eligibility;

/// <summary>Self-assessments that pages, tables and endpoints ask for. The same question of the same package and contract is computed once.</summary>
sealed class EligibilityRuns(RunBoard board) : IDisposable
{
    const int Most = 32;

    readonly RunLane<object> _lane = new(board, Most);

    /// <summary>An item under some packs.</summary>
    public Task<EligibilityAnswer> Check(Network network, Item item, Contract? contract, string contractJson, IReadOnlyList<Pack> packs, DateOnly? date, CancellationToken stop) =>
        Get($"check\n{Key(network, contractJson, date)}\n{item.Id}\n{string.Join(' ', packs.Select(p => p.Name))}", end => EligibilityAnswer.Of(network, n => n.Items.First(i => i.Id == item.Id), contract, packs, date, end), stop);

    /// <summary>Investments under the packs that pay.</summary>
    public Task<FundingAnswer> Funding(Network network, Contract? contract, string contractJson, IReadOnlyList<string> named, IReadOnlyList<FundingStart>? starts, DateOnly? date, Texts texts, CancellationToken stop) =>
        Get($"funding\n{Key(network, contractJson, date)}\n{string.Join(' ', named)}\n{(starts is null ? "-" : string.Join(' ', starts.Select(s => $"{s.Expansion}@{s.Start}")))}\n{texts.Language}", end => FundingAnswer.Of(network, contract, named, starts, date, texts, end), stop);

    async Task<T> Get<T>(string key, Func<CancellationToken, T> work, CancellationToken stop) where T : class => (T)await _lane.Get("eligibility", key, run => (object)work(run.Stop), stop);

    static string Key(Network network, string contract, DateOnly? date) => $"{network.Package.Hash}\n{(contract.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(contract))))}\n{(date is { } day ? Dates.Text(day) : "")}";

    public void Dispose() => _lane.Dispose();
}
