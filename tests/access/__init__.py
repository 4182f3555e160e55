"""Every URL x method x person of the cast: what each app's rows declare, one test checks."""
