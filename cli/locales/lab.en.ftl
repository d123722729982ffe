# `bigre mesh` and `bigre demo`: a trial federation on one machine.

of = { $n } of { $total }

mesh-founding = Keys and founding page of { $count ->
    [one] { $count } cooperative
   *[other] { $count } cooperatives
}…
mesh-starting = Starting { $count ->
    [one] { $count } node
   *[other] { $count } nodes
}…
mesh-stopping = Stopping { $count ->
    [one] { $count } node
   *[other] { $count } nodes
}…
mesh-other-size = A trial federation of { $count } nodes was already there, in { $path }: it is the one running.
mesh-title = Trial federation “{ $name }” — fingerprint: { $words }
mesh-column-state = state
mesh-column-joined = joined
mesh-column-entries = entries
mesh-column-process = process
mesh-stopped = stopped
mesh-up-to-date = up to date
mesh-behind = behind
mesh-same = All running nodes hold the same roots.
mesh-different = The nodes do not hold the same roots (yet).
mesh-where = Data: { $path }
mesh-healed = Everybody can join everybody again.
mesh-partitioned = Cut: { $here } on one side, { $there } on the other.
mesh-killed = { $name } is killed, as by a power cut. “bigre mesh up” starts it again.
mesh-down = The nodes are stopped. Their data stay in { $path }.
mesh-erased = The nodes are stopped and { $path } is erased.

demo-welcome = Bigre! — five invented cooperatives on this machine, five processes, real connections.
demo-replaced = An earlier demonstration is replaced.
demo-founded = Federation “{ $name }” founded by { $count } cooperatives. Fingerprint: { $words }
demo-importing = { $name }: { $members } members, { $listings } offers and needs
demo-spreading = The directories spread
demo-converged = All five nodes hold the same roots, after { $seconds } s: { $entries } entries each.
demo-not-converged = The nodes do not hold the same roots after { $seconds } s.
demo-column-number = number
demo-column-members = members
demo-column-entries = entries
demo-column-root = root
demo-search = From { $name }: bigre search { $words }
demo-search-found = { $found } results, in { $milliseconds } ms at the node; the same on all five nodes.
demo-search-missing = { $missing } people who had to be found are not.
demo-search-differs = The nodes do not all give the same answer.
demo-next = Your turn. Each node has its directory:
demo-next-search = Search: { $command }
demo-next-look = Look: { $command }
demo-next-stop = Stop and erase: { $command }
demo-next-data = Data: { $path }
demo-well = The demonstration succeeded.
demo-badly = The demonstration failed.

problem-cli-lab-file = The trial federation could not be read or written in { $path }.
problem-cli-lab-file-why = The system says: { $error }
problem-cli-lab-file-hint = Check the rights and the room, or choose another directory with --lab.
problem-cli-lab-start = A node of the trial federation did not start: { $path }.
problem-cli-lab-start-why = { $error }
problem-cli-lab-start-hint = Its whole log is in { $path }/node.log.
problem-cli-no-lab = There is no trial federation in { $path }.
problem-cli-no-lab-hint = Make one with “bigre mesh up”.
problem-cli-no-such-node = No node is called “{ $node }”.
problem-cli-no-such-node-hint = The nodes are: { $names } (or their number, from 1).
