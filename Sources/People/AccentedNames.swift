import Native

/// Names as families spell them, where student information systems drop the accents.
enum AccentedNames {
  /// A name with the accents it usually has; nil when no word of it has any.
  static func accented(_ name: String) -> String? {
    guard mayHaveAccents(name.utf8.span) else { return nil }
    var words = name.split(separator: " ").map { $0.lowercased() }
    var isChanged = false
    for index in words.indices {
      guard let spelling = table[words[index]] else { continue }
      words[index] = spelling
      isChanged = true
    }
    return isChanged ? words.joined(separator: " ") : nil
  }

  /// Whether some word of a name is in the table, by its letters in lower case; of names that are not
  /// plain letters it is always so.
  private static func mayHaveAccents(_ name: Span<UInt8>) -> Bool {
    var word = InlineArray<16, UInt8>(repeating: 0)
    var length = 0
    for index in 0..<name.count {
      let byte = name[index]
      if byte >= 0x80 { return true }
      if byte == 0x20 {
        if length <= 16, plain[word.span.extracting(0..<length)] != 0 { return true }
        length = 0
      } else {
        if length < 16 { word[length] = (0x41...0x5A) ~= byte ? byte | 0x20 : byte }
        length += 1
      }
    }
    return length <= 16 && plain[word.span.extracting(0..<length)] != 0
  }

  /// The spellings that have accents, without them.
  private static let plain = SpellingTable((1, table.keys.joined(separator: " ")))

  private static let table: [String: String] = {
    let spellings = """
      josé maría jesús ángel ángela andrés adrián agustín aarón abigaíl álvaro anaís \
      belén benjamín césar cristián damián darío débora efraín elías fabián félix \
      gastón germán héctor hernán iván inés isaías jazmín jeremías joaquín joão jonás julián lía lucía \
      luís máximo martín matías míriam mónica moisés natália nicolás noé óscar raúl ramón renée \
      rené rocío rubén salomé sebastián simón sofía tomás valentín verónica víctor yésica zoé \
      andré chloé françois inácio letícia núria patrícia sérgio vitória \
      garcía rodríguez martínez hernández lópez gonzález pérez sánchez ramírez díaz gómez vásquez \
      vázquez jiménez álvarez fernández gutiérrez méndez núñez muñoz peña domínguez juárez márquez \
      suárez chávez ibáñez velázquez benítez cortés beltrán rincón león marín avilés colón guzmán \
      solís valdés báez cáceres céspedes galán durán ordóñez ocaña acuña magaña castañeda zúñiga \
      araújo assunção conceição brandão falcão galvão guimarães magalhães simões leitão \
      côté gagné bélanger lévesque françois böhm müller schröder köhler björk sjöberg
      """
    var table: [String: String] = [:]
    for spelling in spellings.split(separator: " ") {
      let plain = PlainLetters.plain(String(spelling))
      if plain != spelling, table[plain] == nil { table[plain] = String(spelling) }
    }
    return table
  }()
}
