// A sandbox of one's own, two providers, a running server: MOCKSERVER_URL, else 127.0.0.1:4010.
// dotnet new console && dotnet run (.NET 8 or later)

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

var server = Environment.GetEnvironmentVariable("MOCKSERVER_URL") ?? "http://127.0.0.1:4010";
var token = Environment.GetEnvironmentVariable("MOCKSERVER_CONTROL_TOKEN");

using var control = new HttpClient();
if (token is not null)
    control.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

var born = await control.PostAsJsonAsync($"{server}/_mock/sandboxes", new { clock = new { rate = 0 } });
var sandbox = (await born.Content.ReadFromJsonAsync<JsonNode>())!;
try
{
    var candis = sandbox["providers"]!["candis"]!;
    using var books = ClientFor(candis);
    var organization = await books.GetFromJsonAsync<JsonNode>($"{candis["base_url"]}/v1/organizations/info");
    Console.WriteLine($"200 {organization!["id"]}");

    var house = sandbox["providers"]!["feedback_house"]!;
    using var people = ClientFor(house);
    var upserted = await people.PostAsJsonAsync(
        $"{house["base_url"]}/api/planning/business-division/v1/update-or-create",
        new { businessDivisions = new[] { new { name = "Sales" } } });
    var said = await upserted.Content.ReadFromJsonAsync<JsonNode>();
    Console.WriteLine($"{(int)upserted.StatusCode} {said!["message"]}");
}
finally
{
    await control.DeleteAsync($"{server}/_mock/sandboxes/{sandbox["name"]}");
}

static HttpClient ClientFor(JsonNode provider)
{
    var client = new HttpClient();
    foreach (var (name, value) in provider["headers"]!.AsObject())
        client.DefaultRequestHeaders.TryAddWithoutValidation(name, value!.ToString());
    return client;
}
