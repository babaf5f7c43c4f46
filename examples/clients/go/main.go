// A sandbox of one's own, two providers, a running server: MOCKSERVER_URL, else 127.0.0.1:4010.
// go run main.go
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
)

type provider struct {
	BaseURL string            `json:"base_url"`
	Headers map[string]string `json:"headers"`
}

type sandbox struct {
	Name      string              `json:"name"`
	Providers map[string]provider `json:"providers"`
}

func main() {
	server := os.Getenv("MOCKSERVER_URL")
	if server == "" {
		server = "http://127.0.0.1:4010"
	}
	control := map[string]string{}
	if token := os.Getenv("MOCKSERVER_CONTROL_TOKEN"); token != "" {
		control["Authorization"] = "Bearer " + token
	}

	var world sandbox
	clock := map[string]any{"clock": map[string]any{"rate": 0}}
	ask("POST", server+"/_mock/sandboxes", control, clock, &world)
	defer ask("DELETE", server+"/_mock/sandboxes/"+world.Name, control, nil, nil)

	candis := world.Providers["candis"]
	var organization struct {
		ID string `json:"id"`
	}
	status := ask("GET", candis.BaseURL+"/v1/organizations/info", candis.Headers, nil, &organization)
	fmt.Println(status, organization.ID)

	house := world.Providers["feedback_house"]
	batch := map[string]any{"businessDivisions": []map[string]string{{"name": "Sales"}}}
	var upserted struct {
		Message string `json:"message"`
	}
	path := "/api/planning/business-division/v1/update-or-create"
	status = ask("POST", house.BaseURL+path, house.Headers, batch, &upserted)
	fmt.Println(status, upserted.Message)
}

func ask(method, url string, headers map[string]string, body, into any) int {
	raw := []byte{}
	if body != nil {
		raw, _ = json.Marshal(body)
	}
	request, err := http.NewRequest(method, url, bytes.NewReader(raw))
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	if into != nil {
		if err := json.NewDecoder(answer.Body).Decode(into); err != nil {
			log.Fatal(err)
		}
	}
	return answer.StatusCode
}
