// A sandbox of one's own, two providers, a running server: MOCKSERVER_URL, else 127.0.0.1:4010.
// java Client.java (11 or later; no packages, so the few values are cut out of the JSON by hand)

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class Client {
  static final String SERVER = System.getenv().getOrDefault("MOCKSERVER_URL", "http://127.0.0.1:4010");
  static final String TOKEN = System.getenv("MOCKSERVER_CONTROL_TOKEN");
  static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public static void main(String[] arguments) throws Exception {
    String control = TOKEN == null ? "" : "Bearer " + TOKEN;
    String sandbox = ask("POST", SERVER + "/_mock/sandboxes", control, "{\"clock\": {\"rate\": 0}}").body();
    String name = value(sandbox, "\"name\":\\s*\"([^\"]+)\"");
    try {
      HttpResponse<String> organization =
          ask("GET", base(sandbox, "candis") + "/v1/organizations/info", key(sandbox, "candis"), "");
      System.out.println(
          organization.statusCode() + " " + value(organization.body(), "\"id\":\\s*\"([^\"]+)\""));

      HttpResponse<String> upserted =
          ask(
              "POST",
              base(sandbox, "feedback_house") + "/api/planning/business-division/v1/update-or-create",
              key(sandbox, "feedback_house"),
              "{\"businessDivisions\": [{\"name\": \"Sales\"}]}");
      System.out.println(
          upserted.statusCode() + " " + value(upserted.body(), "\"message\":\\s*\"([^\"]+)\""));
    } finally {
      ask("DELETE", SERVER + "/_mock/sandboxes/" + name, control, "");
    }
  }

  static String base(String sandbox, String provider) {
    return value(sandbox, "\"" + provider + "\":\\s*\\{\\s*\"base_url\":\\s*\"([^\"]+)\"");
  }

  static String key(String sandbox, String provider) {
    return value(sandbox, "\"" + provider + "\":\\s*\\{.*?\"Authorization\":\\s*\"([^\"]+)\"");
  }

  static String value(String json, String pattern) {
    Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(json);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in " + json);
    }
    return found.group(1);
  }

  static HttpResponse<String> ask(String method, String url, String key, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("Authorization", key);
    }
    return HTTP.send(request.header("Content-Type", "application/json").build(), BodyHandlers.ofString());
  }
}
