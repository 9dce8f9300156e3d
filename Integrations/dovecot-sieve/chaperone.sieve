# Every message gets its X-Chaperone-* fields; one of high risk goes to a folder of its own, and so does one
# that could not be checked: Sieve cannot ask for a later try.
require ["vnd.dovecot.filter", "editheader", "fileinto", "mailbox"];

if filter "chaperone-filter" {
  if header :is "X-Chaperone-Level" "high" {
    fileinto :create "Chaperone.High risk";
    stop;
  }
} else {
  # Whatever stands there now somebody else has written.
  deleteheader "X-Chaperone-Level";
  deleteheader "X-Chaperone-Score";
  deleteheader "X-Chaperone-Rules";
  deleteheader "X-Chaperone-Clauses";
  deleteheader "X-Chaperone-Coverage";
  deleteheader "X-Chaperone-Version";
  fileinto :create "Chaperone.Not checked";
  stop;
}
