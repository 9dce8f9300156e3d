/// Names as families spell them, where student information systems drop the accents.
enum AccentedNames {
  /// A name with the accents it usually has; nil when no word of it has any.
  static func accented(_ name: String) -> String? {
    var words = name.split(separator: " ").map { $0.lowercased() }
    var isChanged = false
    for index in words.indices {
      guard let spelling = table[words[index]] else { continue }
      words[index] = spelling
      isChanged = true
    }
    return isChanged ? words.joined(separator: " ") : nil
  }

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
