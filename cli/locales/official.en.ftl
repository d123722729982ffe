# Vocabularies from the official downloads of ESCO, ROME and NACE.

official-reading = Reading the files…
official-terms = { $count } { $count ->
    [one] term
   *[other] terms
} read for the vocabulary { $name }.
official-coverage = { $kind ->
    [trade] Trades
    [skill] Skills
    [sector] Sectors
   *[mode] Ways of working
}: { $terms }. With a label: { $languages }.
official-dropped = { $what ->
    [withdrawn] { $count } withdrawn or not yet released concepts left out.
    [unlabelled] { $count } concepts without any label left out.
    [shortened] { $count } labels too long, cut.
    [alternatives] { $count } other labels left out: too long, or too many for one term.
    [languages] { $count } languages left out: a term has eight at most.
   *[links] { $count } links left out: to concepts that are not there, or too many for one term.
}
official-absent = Not found, and not needed: { $files }. What they link is left out.
official-notice = To be shown with this vocabulary; `bigre about data` does: { $notice }

about-vocabularies-none = Imported vocabularies: none is in force in this federation.
about-vocabularies-unknown = Imported vocabularies: no node answers to say which are in force. When they are:
about-vocabularies = Imported vocabularies in force: { $names }.

problem-official-unreadable = { $path } cannot be read: { $error }.
problem-official-unreadable-hint = Check the path.
problem-official-missing = { $path }: this is not what was expected from { $format ->
    [esco] ESCO
    [rome] the ROME
   *[nace] NACE
}.
problem-official-missing-why = Missing: { $files }.
problem-official-missing-hint = { $format ->
    [esco] Download the ESCO dataset in CSV, content “classification”, once for each language, from { $page }
    [rome] Download the ROME 4.0 in CSV from { $page }
   *[nace] Download NACE, NACE-BEL or the NAF in CSV; for NACE from { $page }
}: give its folder or its zip.
problem-official-column = { $file }: no column is named { $column }.
problem-official-column-hint = It is another file, or was changed: download it again from { $page }
problem-official-line = { $file }, line { $line }: { $what ->
    [wrong-cell-count] it has not as many cells as the first line.
    [unbalanced-quotes] a quotation mark opens here and does not close.
   *[line-too-long] it is too long to be of this file.
}
problem-official-line-hint = The file was cut or changed: download it again.
problem-official-value = { $file }, line { $line }, column { $column }: “{ $value }” is not understood.
problem-official-value-hint = The file was changed, perhaps by a spreadsheet: download it again and give it as it is.
problem-official-not-text = { $file } is not a CSV file.
problem-official-not-text-hint = Download the CSV instead of the spreadsheet, or save it as CSV (UTF-8): { $page }
problem-official-language = { $file }: its language is not known.
problem-official-language-hint = Put it at the end of the name, as in name_fr.csv.
problem-official-archive = { $path } cannot be unpacked: { $error }.
problem-official-archive-hint = Download it again.
problem-official-too-large = { $file } is larger than { $most } bytes once unpacked: it is no official file.
problem-official-too-large-hint = Look for the right file.
problem-official-too-many = There are more than { $most } files in { $path }.
problem-official-too-many-hint = Give the folder of the download alone.
problem-official-mixed = { $one } and { $other } are of two revisions of NACE, where a code does not mean the same.
problem-official-mixed-hint = Import them one after the other: each is a vocabulary of its own.
problem-official-clash = { $one } and { $other } would both have the code { $term }: nothing was imported.
problem-official-clash-hint = Tell the project: this should never be met.
problem-cli-official-name = An official vocabulary has its own name: --name is for tables of your own.
problem-cli-official-name-hint = Leave --name out.
problem-cli-official-path = { $format }: the official downloads are missing.
problem-cli-official-path-hint = Give their folder, their zip or their files: `bigre vocabulary import { $format } DOWNLOAD`.
problem-cli-one-table = One table at a time, or the name of an official format first: esco, rome or nace.
problem-cli-table-name = The vocabulary has no name.
problem-cli-table-name-hint = Give it one with --name, as in --name crafts.
