"""Pages of people, territory and traces: fetch, bind, call a service, render."""
