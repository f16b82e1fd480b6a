"""Who writes in the tests."""

from dashboard.authors import Author

ANA = Author("Ana", "Ana")
BEN = Author("Ben", "Ben")
BO = Author("Bo", "Bo")
HADDAD = Author("author_haddad", "R. Haddad")
