/// HTML bodies as word processors, mail programs and newsletter tools write them.
extension Prose {
  /// A short page of a web mail program.
  mutating func plainPage() -> String {
    var html = "<html><head><meta charset=\"utf-8\"></head><body><div dir=\"ltr\">"
    for _ in 0..<random.number(2...5) {
      html += "<div>\(escaped(paragraph(random.number(2...5))))</div>\n<div><br></div>\n"
    }
    return html + "<br></div></body></html>\n"
  }

  /// A page with a word processor's styles, conditional comments and empty elements.
  mutating func documentPage() -> String {
    var html = """
      <html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
      <head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
      <!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]-->
      <style><!-- @font-face {font-family:Calibri; panose-1:2 15 5 2 2 2 4 3 2 4;}
      p.MsoNormal, li.MsoNormal {margin:0in; font-size:11.0pt; font-family:"Calibri",sans-serif;}
      a:link {color:#0563C1; text-decoration:underline;} span.EmailStyle17 {color:windowtext;} --></style>
      </head><body lang="EN-US" link="#0563C1" vlink="#954F72"><div class="WordSection1">

      """
    for _ in 0..<random.number(3...9) {
      html +=
        "<p class=\"MsoNormal\"><span style=\"font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif\">"
      for _ in 0..<random.number(1...4) {
        html += escaped(sentence())
        html += random.happens(30) ? "<o:p></o:p></span> <span style=\"color:#1F497D\">" : " "
      }
      html += "<o:p></o:p></span></p>\n<p class=\"MsoNormal\"><o:p>&nbsp;</o:p></p>\n"
    }
    if random.happens(40) { html += gradeTable() }
    return html + "</div></body></html>\n"
  }

  /// A newsletter: nested layout tables, tracking links, hidden preview text.
  mutating func newsletterPage() -> String {
    var html = """
      <!DOCTYPE html><html><head><title>\(escaped(sentence()))</title><style type="text/css">
      body{margin:0;padding:0;background:#f4f4f4} .preheader{display:none!important;max-height:0}
      @media only screen and (max-width:480px){.col{width:100%!important}}</style></head><body>
      <div class="preheader" style="display:none;font-size:1px">\(escaped(sentence()))</div>
      <table width="100%" border="0" cellspacing="0" cellpadding="0"><tr><td align="center">

      """
    for _ in 0..<random.number(4...10) {
      let number = random.number(10000...99999)
      html += """
        <table class="col" width="600" border="0" cellspacing="0" cellpadding="0" style="border-collapse:collapse">
        <tr><td style="padding:12px 24px;font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:22px;color:#333333">
        <h2 style="margin:0 0 8px 0">\(escaped(sentence()))</h2>\(escaped(paragraph(random.number(1...4))))
        <a href="https://newsletter.example/c/\(number)?u=\(number * 7)&amp;e=\(number % 97)" target="_blank">Read&nbsp;more&nbsp;&raquo;</a>
        <img src="https://newsletter.example/o/\(number).gif" width="1" height="1" alt="">
        </td></tr></table>

        """
    }
    return html + "</td></tr></table></body></html>\n"
  }

  private mutating func gradeTable() -> String {
    var html =
      "<table border=\"1\" class=\"MsoTableGrid\"><tr><th>Name</th><th>Date</th><th>Points</th></tr>\n"
    for _ in 0..<random.number(3...20) {
      html += "<tr><td width=\"150\" valign=\"top\"><p class=\"MsoNormal\">\(person())</p></td>"
      html += "<td><p class=\"MsoNormal\">\(random.number(1...9))/\(random.number(1...28))</p></td>"
      html += "<td><p class=\"MsoNormal\">\(random.number(0...100))</p></td></tr>\n"
    }
    return html + "</table>\n"
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case "\u{2019}": result += "&rsquo;"
      default: result.append(character)
      }
    }
    return result
  }
}
