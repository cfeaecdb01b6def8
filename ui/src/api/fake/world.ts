// What the stand-in for the shell holds in memory, and the shape of its answers.
import type { Decision } from "../generated/Decision";
import type { Lang } from "../generated/Lang";
import type {
  AnswerView,
  IdentityDecisionView,
  MappingView,
  PartyView,
  QuarantinedRow,
  StatedTotal,
} from "../types";
import type { UNASSIGNED } from "./computation";
import type { FakeRecord } from "./records";

/** The invented case. */
export type World = {
  path: string | null;
  named: string | null;
  lang: Lang;
  title: string;
  parties: PartyView[];
  unassigned: typeof UNASSIGNED;
  records: FakeRecord[];
  quarantined: QuarantinedRow[];
  /** When the import of a document was taken back, by its number. */
  undone: Record<number, string>;
  /** What was decided about findings, by their ids. */
  decisions: Record<string, Decision>;
  mappings: MappingView[];
  answers: AnswerView[];
  /** What was decided about who is who. */
  whoIsWho: IdentityDecisionView[];
  totals: (StatedTotal & { id: number; document: number })[];
};

/** What a call carries. */
export type Payload = Record<string, unknown>;

/** What is answered to each command. */
export type Answers = Record<string, (world: World, payload: Payload) => unknown>;

/** What a person has not said yet. */
export function nothingSaid() {
  return { undone: {}, decisions: {}, whoIsWho: [], mappings: [], answers: [], totals: [] };
}
