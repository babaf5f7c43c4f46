<?php
// A sandbox of one's own, two providers, a running server: MOCKSERVER_URL, else 127.0.0.1:4010.
// php client.php (8.1 or later with the curl extension)

declare(strict_types=1);

function ask(string $method, string $url, array $headers = [], mixed $body = null): array
{
    $lines = ['Content-Type: application/json'];
    foreach ($headers as $name => $value) {
        $lines[] = "$name: $value";
    }
    $curl = curl_init($url);
    curl_setopt_array($curl, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_HTTPHEADER => $lines,
        CURLOPT_RETURNTRANSFER => true,
    ]);
    if ($body !== null) {
        curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode($body));
    }
    $answer = curl_exec($curl);
    if ($answer === false) {
        throw new RuntimeException(curl_error($curl));
    }
    return [curl_getinfo($curl, CURLINFO_RESPONSE_CODE), json_decode($answer, true)];
}

$server = getenv('MOCKSERVER_URL') ?: 'http://127.0.0.1:4010';
$token = getenv('MOCKSERVER_CONTROL_TOKEN');
$control = $token ? ['Authorization' => "Bearer $token"] : [];

[, $sandbox] = ask('POST', "$server/_mock/sandboxes", $control, ['clock' => ['rate' => 0]]);
try {
    $candis = $sandbox['providers']['candis'];
    [$status, $organization] = ask('GET', "{$candis['base_url']}/v1/organizations/info", $candis['headers']);
    echo "$status {$organization['id']}\n";

    $house = $sandbox['providers']['feedback_house'];
    [$status, $upserted] = ask(
        'POST',
        "{$house['base_url']}/api/planning/business-division/v1/update-or-create",
        $house['headers'],
        ['businessDivisions' => [['name' => 'Sales']]],
    );
    echo "$status {$upserted['message']}\n";
} finally {
    ask('DELETE', "$server/_mock/sandboxes/{$sandbox['name']}", $control);
}
