using System.Globalization;
using System.Text;
using Vauban.Core.Model;

namespace Vauban.Tests.Exposure;

/// <summary>Small random networks: items in tiers, alternatives, several parties, sites, owners and countries, some links, consents and unknown supply.</summary>
static class RandomChain
{
    static readonly string[] Places = ["FR", "DE", "CN", "US", "EU27+NO"];

    /// <param name="seed">The same seed gives the same network.</param>
    /// <param name="isCyclic">Whether an item may need one of a tier above.</param>
    public static Network Of(int seed, bool isCyclic = false)
    {
        var random = new Random(seed);
        var count = random.Next(3, 6);
        StringBuilder items = new("id,unit,complete,shared\n"), lines = new("id,party,site,item,country,capacity,capacity_unit\n"), recipes = new("item,input,quantity,group\n"),
            links = new("supplier,customer,item,qualified\n"), restrictions = new("id,regime,holder,target,verbs,threshold\n");
        var made = new List<(string Line, int Item)>();
        for (var i = 0; i < count; i++)
        {
            var isShared = i > 0 && random.Next(6) == 0;
            items.Append(CultureInfo.InvariantCulture, $"i{i},piece,{(!isShared && random.Next(5) == 0 ? "" : "yes")},{(isShared ? "yes" : "no")}\n");
            var makers = random.Next(1, 4);
            for (var l = 0; l < makers && made.Count < 8; l++)
            {
                var capacity = random.Next(8) switch { 0 => "", 1 => "0", 2 => "5..15", _ => random.Next(1, 20).ToString(CultureInfo.InvariantCulture) };
                // Holders of shared things always have a party and a place, so that a denial can name them.
                var site = random.Next(isShared ? 3 : 4);
                lines.Append(CultureInfo.InvariantCulture, $"l{made.Count},{(!isShared && random.Next(6) == 0 ? "" : "p" + random.Next(4))},{(site < 3 ? "s" + site : "")},i{i},{Places[random.Next(Places.Length)]},{capacity},piece/month\n");
                made.Add(("l" + made.Count, i));
            }
            var inputs = Enumerable.Range(0, count).Where(j => (isCyclic ? j != i : j > i) && random.Next(isCyclic ? 3 : 2) == 0).ToArray();
            foreach (var j in inputs)
            {
                var group = random.Next(3) == 0 ? "g" : "";
                recipes.Append(CultureInfo.InvariantCulture, $"i{i},i{j},{random.Next(1, 4)},{group}\n");
                if (random.Next(5) != 0) continue;
                foreach (var (customer, _) in made.Where(m => m.Item == i).Take(1))
                    links.Append(CultureInfo.InvariantCulture, $"@{j},{customer},i{j},{(random.Next(2) == 0 ? "yes" : "")}\n");
            }
        }
        if (random.Next(2) == 0) restrictions.Append(CultureInfo.InvariantCulture, $"r1,X,{(random.Next(2) == 0 ? "p1" : "CN")},i{random.Next(count)},produce,\n");
        var linkRows = links.ToString().Split('\n').Select(row => row.StartsWith('@') && made.FirstOrDefault(m => m.Item == row[1] - '0').Line is { } supplier ? supplier + row[2..] : row)
            .Where(row => !row.StartsWith('@'));
        return Chain.Of(("items", items.ToString()), ("lines", lines.ToString()), ("recipes", recipes.ToString()), ("links", string.Join('\n', linkRows)), ("restrictions", restrictions.ToString()),
            ("parties", "id,country,control_country\np0,FR,\np1,DE,CN\np2,CN,\np3,US,US\n"), ("ownership", "owner,owned,share,control\np3,p0,60,\np2,p1,100,decisive\n"),
            ("sites", "id,country\ns0,FR\ns1,CN\ns2,US\n"), ("technologies", "id\nt\n"), ("goals", "technology,verb,item,rate,rate_unit\nt,produce,i0,6,piece/month\n"));
    }
}
