using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Vauban.Adapters.Stores;

namespace Vauban.App.Workbench.Access;

/// <summary>Keeps the key ring in the store, so that a sign-in holds on every server and after a restart.</summary>
sealed class StoreKeyRing(IWorkspaceStore store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. store.KeyElements().GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        store.AddKeyElement(friendlyName, element.ToString(SaveOptions.DisableFormatting)).GetAwaiter().GetResult();
    }
}
