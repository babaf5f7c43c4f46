"""A sandbox of one's own, two providers, a running server: MOCKSERVER_URL, else 127.0.0.1:4010.

pip install requests && python client.py
"""

import os

import requests

server = os.environ.get("MOCKSERVER_URL", "http://127.0.0.1:4010")
token = os.environ.get("MOCKSERVER_CONTROL_TOKEN")
control = requests.Session()
control.headers.update({"Authorization": f"Bearer {token}"} if token else {})

sandbox = control.post(f"{server}/_mock/sandboxes", json={"clock": {"rate": 0}}, timeout=30).json()
try:
    candis = sandbox["providers"]["candis"]
    organization = requests.get(
        candis["base_url"] + "/v1/organizations/info", headers=candis["headers"], timeout=30
    )
    print(organization.status_code, organization.json()["id"])

    house = sandbox["providers"]["feedback_house"]
    upserted = requests.post(
        house["base_url"] + "/api/planning/business-division/v1/update-or-create",
        json={"businessDivisions": [{"name": "Sales"}]},
        headers=house["headers"],
        timeout=30,
    )
    print(upserted.status_code, upserted.json()["message"])
finally:
    control.delete(f"{server}/_mock/sandboxes/{sandbox['name']}", timeout=30)
