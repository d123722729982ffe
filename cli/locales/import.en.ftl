# Lists of members: what is read, what changes, what is left for a person.

members-reading = Reading the list…
members-comparing = Comparing with the directory…
members-writing = Writing into the directory…
members-ask = Make these changes? (yes / no)
members-sheets = Only the first sheet is read. The others, with --sheet: { $sheets }
members-left = { $count } { $count ->
    [one] line is
   *[other] lines are
} left for review.
members-set-aside = { $count ->
    [0] Somebody may be there twice: see { $file }.
    [one] One line is left for review, in { $file }. Correct it, then import that file:
   *[other] { $count } lines are left for review, in { $file }. Correct them, then import that file:
}
members-map = To choose columns without changing the list: bigre member import { $file } --mapping-template > mapping.toml
members-column = column "{ $column }": { $text }
members-alike = { $count ->
    [one] One person may be
   *[other] { $count } people may be
} there already (nothing is merged):
members-alike-line = { $name }: the same person as line { $other }?
members-alike-held = { $name }: already in your directory ({ $place }, { $id })?
members-alike-elsewhere = { $name }: also at { $coop } ({ $place })?

tag-doing = Looking the trades up…
tag-sure = sure
tag-likely = likely
tag-check = to check
tag-none = unknown
tag-unknown = No trade of the list is like it: choose a code (bigre vocabulary lookup), or leave these words.
tag-choose = Not sure: put the right code into "trades", or leave these words.
tag-suggestion = { $code } { $label } ({ $how }, { $confidence })
tag-done = { $lines } { $lines ->
    [one] line written
   *[other] lines written
} to { $file }, which can be imported.
tag-left = { $count } { $count ->
    [one] line is
   *[other] lines are
} left for review in { $file }: choose among the suggestions, then import that file too.
column-sureness = Sureness
column-words = Words

mapping-head = Which column of your file becomes which field of Bigre. What is not named here is not read.
    Lines that begin with # do not count: take the # away to make them count.
    Several columns for one field: name = ["First name", "Last name"]
mapping-perhaps = to check
mapping-unread = Columns that are not read: { $columns }
mapping-forbidden = Columns that can never be published, even if named: { $columns }
mapping-constants = The same value for everybody.
mapping-separators = What separates several values in a cell; else "|" or a line break.
mapping-values = Your words, and ours (a code, a name of the list, yes or no).

problem-nobody-removed = Nobody is taken out: { $count } { $count ->
    [one] line
   *[other] lines
} could not be read, and nobody knows whose it is.
problem-nobody-removed-hint = Correct the whole file, then import it with --remove-missing.
problem-cli-cell-formula = The cell holds a formula, which is never evaluated here.
problem-cli-cell-formula-hint = Replace it with its value (paste special, values).
problem-cli-cell-date = The cell holds a date, or what the spreadsheet took for a date.
problem-cli-cell-date-hint = Make the cell Text and type the value again.
problem-cli-cell-error = The cell holds an error of the spreadsheet (#N/A, #REF!…).
problem-cli-cell-error-hint = Replace it with its value, or empty it.
problem-cli-cell-merged = The cell is merged with others: nobody knows whose its value is.
problem-cli-cell-merged-hint = Unmerge the cells and write the value on each line.
problem-cli-cell-long = The cell, or the line, is too long.
problem-cli-cell-long-hint = Make it shorter: a presentation has 500 characters.
problem-cli-not-a-sheet = { $found ->
    [csv] This file is called .xlsx but looks like text (CSV).
    [xls] This is a workbook of the old Excel format (.xls).
    [xlsb] This is a binary workbook (.xlsb).
    [locked] This workbook is locked with a password.
    [ods] This is an OpenDocument workbook (.ods).
    [word] This is a text document, not a workbook.
    [pdf] This is a PDF document, not a list.
    [image] This is an image, not a list.
    [html] This is a web page, not a list.
    [xml] This is XML, not a list.
    [rtf] This is a text document (RTF), not a list.
    [zip] This is a ZIP archive, not a workbook.
    [gzip] This is a compressed file (gzip).
   *[binary] This is neither an XLSX workbook nor a CSV file.
}
problem-cli-not-a-sheet-hint = { $found ->
    [csv] Rename it to .csv.
    [locked] Open it and save it without a password.
    [zip] Unpack it, and give the list that it holds.
    [gzip] Unpack it, and give the list that it holds.
   *[other] In the spreadsheet: "Save as", format XLSX or CSV (UTF-8).
}
problem-cli-sheet-large = The list is too large: more than { $limit } MiB, or one of its parts once unpacked.
problem-cli-sheet-large-hint = Keep the sheet of the members, without images and styles, and save it as CSV.
problem-cli-sheet-damaged = This workbook is damaged, or is not what it says: it is not read.
problem-cli-sheet-damaged-hint = Open it in a spreadsheet and save it again, as XLSX or CSV.
problem-cli-sheet-columns = The list has { $found } columns; at most { $limit } are read.
problem-cli-sheet-columns-hint = Keep the columns of the members in a sheet of their own.
problem-cli-sheet-lines = The list has more than { $limit } lines.
problem-cli-sheet-lines-hint = A directory has 50,000 members at most: check that this is the right sheet.
problem-cli-sheet-unknown = The workbook has no sheet "{ $sheet }".
problem-cli-sheet-unknown-hint = Its sheets: { $known }.
problem-cli-sheet-none = A CSV file has no sheets.
problem-cli-sheet-none-hint = Leave --sheet out.
problem-cli-sheet-merged = Line { $line }, the first one, has merged cells: it must name the columns.
problem-cli-sheet-merged-hint = Take the title out, or unmerge the cells.
problem-cli-sheet-heading = The name of column { $column } is not text.
problem-cli-sheet-heading-hint = The first line must name the columns, as text.
problem-cli-import-not-confirmed = Nothing was changed.
problem-cli-import-not-confirmed-hint = Answer yes, or give --yes.
problem-cli-review-exists = { $path } is there already: lines may be waiting in it for review.
problem-cli-review-exists-hint = Import it or remove it, or name another file.
problem-cli-review-replace = A list of lines for review is not the whole directory: it takes nobody out.
problem-cli-review-replace-hint = Leave --remove-missing out.
problem-cli-tag-same = { $path } would be written twice, or is the list itself.
problem-cli-tag-same-hint = Give other names with --out and --review.
problem-cli-mapping-syntax = { $path }, line { $line }: this is not TOML.
problem-cli-mapping-syntax-why = { $error }
problem-cli-mapping-key = { $path }, line { $line }: "{ $key }" is not known.
problem-cli-mapping-key-hint = Possible: { $allowed }.
problem-cli-mapping-twice = { $path }, line { $line }: "{ $key }" comes from a column already.
problem-cli-mapping-twice-hint = Keep one of the two lines.
problem-cli-mapping-text = { $path }, line { $line }: "{ $key }" wants a text in quotation marks.
problem-cli-mapping-table = { $path }, line { $line }: "{ $key }" wants a section, as [{ $key }].
problem-cli-mapping-unmapped = { $path }, line { $line }: "{ $key }" comes from no column.
problem-cli-mapping-unmapped-hint = Name its column in [columns].
problem-cli-mapping-name = { $path }: no column is named for "name".
problem-cli-mapping-name-hint = Add name = "…" to [columns].
problem-cli-mapping-column = { $path }, line { $line }: "{ $key }": the list has no column "{ $column }".
problem-cli-mapping-column-hint = Its columns: { $known }.
problem-cli-mapping-columns = { $path }, line { $line }: "{ $key }": the list has several columns "{ $column }".
problem-cli-mapping-columns-hint = Give them different names in the list.
problem-cli-mapping-forbidden = { $path }, line { $line }: "{ $key }": the column "{ $column }" holds what is never published ({ $what }).
problem-cli-mapping-forbidden-hint = Take this line out: the column will not be read.
