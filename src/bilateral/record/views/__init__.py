"""What changed in the record in, the tables that pages read brought into step out.

Triggers note every change under the views in `touched`, whoever makes it. At the end of the
transaction `refresh` makes anew what hangs on it: `tellings`, one row a statement, pair and
entry; `entries`, one row an entry of a pair, with all that lists are sorted and chosen by;
`participants`, one row an event of a pair and a person or body in it;
`tallies`, what would be too much to count for a page; `pairs`; and the index of search. So a
page costs the same in a record of any size, and shows what the last transaction left.

Topics of `tallies`, with their keys: `statements` (kind), `entries` (kind), `told:<kind>`
(code: how many entries have it), `form:<kind>` (state of an event, strength, change of status),
`state:<kind>`, `side:<kind>` (who acts, promises or is measured), `cooperation` and `tension`
(month, thousandths of intensity), `quad1` to `quad4` (month), `publisher` (name: documents),
`year` (year of publication: documents), `facets` (type, activity, state, sides and fields of
events, taken together), `actor:event` (name: in how many events).
"""
