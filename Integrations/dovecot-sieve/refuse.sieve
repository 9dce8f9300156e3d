# Instead of marking: a message of high risk is refused, and its sender told what to change.
require ["vnd.dovecot.execute", "variables", "reject", "fileinto", "mailbox"];

if execute :pipe :output "line" "chaperone-check" {
  if string :matches "${line}" "high: *" {
    execute :pipe :output "card" "chaperone-check" ["card"];
    reject "${card}";
    stop;
  }
} else {
  fileinto :create "Chaperone.Not checked";
  stop;
}
