import { ByteReader, CheckpointError } from './byteReader.ts';
import { OPCODE_NAMES } from './pickleOpcodes.ts';
import { checkpointSays } from './checkpointSentences.ts';

/** A Python tuple; lists are arrays and dictionaries are Maps. */
export class PickleTuple {
  constructor(readonly items: readonly unknown[]) {}
}

/** What a name stands for that the pickle imports. Only `call` ever runs, and it is our own code. */
export interface PickleGlobal {
  readonly name: string;
  readonly call?: (parameters: readonly unknown[]) => unknown;
}

/** The meaning of what a pickle cannot say by itself. */
export interface PickleEnvironment {
  /** Imported names that are known, as `module.name`. */
  readonly globals: ReadonlyMap<string, PickleGlobal>;
  /** Resolves a reference to something outside the pickle. */
  readonly persistent: (id: unknown) => unknown;
}

const LONGEST_NAME = 300;
/** Eight times what a large network's checkpoint takes, and soon read. Each may make an object of some hundred bytes. */
const MOST_INSTRUCTIONS = 500_000;

/**
 * Reads one pickle of protocol 2 to 5, the few instructions that plain data needs: numbers, texts, lists,
 * tuples, dictionaries. Nothing in it can run code: names resolve only to the environment's own functions, and
 * everything else is refused by its name. Source: the format notes in Python's `pickletools`.
 *
 * @returns the value and the position after it
 * @throws CheckpointError
 */
export function unpickle(
  bytes: Uint8Array,
  position: number,
  environment: PickleEnvironment,
): { value: unknown; position: number } {
  return new Unpickler(new ByteReader(bytes, position), environment).run();
}

class Unpickler {
  private stack: unknown[] = [];
  /** The stacks below each MARK. */
  private readonly outer: unknown[][] = [];
  private readonly memo = new Map<number, unknown>();

  constructor(
    private readonly reader: ByteReader,
    private readonly environment: PickleEnvironment,
  ) {}

  run(): { value: unknown; position: number } {
    for (let count = 0; ; count++) {
      if (count > MOST_INSTRUCTIONS) {
        throw new CheckpointError(checkpointSays.tooManyInstructions(MOST_INSTRUCTIONS));
      }
      const at = this.reader.position;
      const opcode = this.reader.uint8();
      const name = OPCODE_NAMES.get(opcode);
      if (name === 'STOP') return { value: this.pop(), position: this.reader.position };
      if (name === undefined || !this.step(name)) {
        const shown = name ?? `0x${opcode.toString(16).padStart(2, '0')}`;
        throw new CheckpointError(checkpointSays.instruction(shown, at));
      }
    }
  }

  /** Carries out one instruction; false for those that are refused. */
  private step(name: string): boolean {
    return this.stepScalar(name) || this.stepContainer(name) || this.stepReference(name);
  }

  private stepScalar(name: string): boolean {
    const { reader } = this;
    switch (name) {
      case 'PROTO':
        this.requireProtocol(reader.uint8());
        return true;
      case 'FRAME':
        reader.take(8);
        return true;
      case 'NONE':
        return this.push(null);
      case 'NEWTRUE':
        return this.push(true);
      case 'NEWFALSE':
        return this.push(false);
      case 'BININT':
        return this.push(reader.int32());
      case 'BININT1':
        return this.push(reader.uint8());
      case 'BININT2':
        return this.push(reader.uint16());
      case 'LONG1':
        return this.push(longValue(reader.take(reader.uint8())));
      case 'BINFLOAT':
        return this.push(reader.float64BigEndian());
      case 'SHORT_BINSTRING':
      case 'SHORT_BINUNICODE':
        return this.push(reader.string(reader.uint8()));
      case 'BINSTRING':
      case 'BINUNICODE':
        return this.push(reader.string(reader.uint32()));
      case 'BINUNICODE8':
        return this.push(reader.string(reader.uint64()));
      default:
        return false;
    }
  }

  private stepContainer(name: string): boolean {
    switch (name) {
      case 'MARK':
        this.outer.push(this.stack);
        this.stack = [];
        return true;
      case 'EMPTY_TUPLE':
        return this.push(new PickleTuple([]));
      case 'EMPTY_LIST':
        return this.push([]);
      case 'EMPTY_DICT':
        return this.push(new Map());
      case 'TUPLE':
        return this.push(new PickleTuple(this.popToMark()));
      case 'TUPLE1':
      case 'TUPLE2':
      case 'TUPLE3':
        return this.push(new PickleTuple(this.popMany(Number(name.slice('TUPLE'.length)))));
      case 'APPEND':
        this.append([this.pop()]);
        return true;
      case 'APPENDS':
        this.append(this.popToMark());
        return true;
      case 'SETITEM':
        this.setItems(this.popMany(2));
        return true;
      case 'SETITEMS':
        this.setItems(this.popToMark());
        return true;
      default:
        return false;
    }
  }

  private stepReference(name: string): boolean {
    const { reader, memo, environment } = this;
    switch (name) {
      case 'BINPUT':
        memo.set(reader.uint8(), this.top());
        return true;
      case 'LONG_BINPUT':
        memo.set(reader.uint32(), this.top());
        return true;
      case 'MEMOIZE':
        memo.set(memo.size, this.top());
        return true;
      case 'BINGET':
        return this.push(this.recall(reader.uint8()));
      case 'LONG_BINGET':
        return this.push(this.recall(reader.uint32()));
      case 'GLOBAL':
        return this.push(this.global(reader.line(LONGEST_NAME), reader.line(LONGEST_NAME)));
      case 'STACK_GLOBAL': {
        const [module, member] = this.popMany(2);
        if (typeof module !== 'string' || typeof member !== 'string') throw damagedStack();
        return this.push(this.global(module, member));
      }
      case 'BINPERSID':
        return this.push(environment.persistent(this.pop()));
      case 'REDUCE': {
        const [callee, parameters] = this.popMany(2);
        return this.push(call(callee, parameters));
      }
      case 'BUILD': {
        // Of known values only ordered dictionaries carry attributes, and no tensor is among them.
        this.pop();
        if (!(this.top() instanceof Map)) {
          throw new CheckpointError(checkpointSays.attributes());
        }
        return true;
      }
      default:
        return false;
    }
  }

  private push(value: unknown): true {
    this.stack.push(value);
    return true;
  }

  private top(): unknown {
    if (this.stack.length === 0) throw damagedStack();
    return this.stack.at(-1);
  }

  private pop(): unknown {
    if (this.stack.length === 0) throw damagedStack();
    return this.stack.pop();
  }

  private popMany(count: number): unknown[] {
    if (this.stack.length < count) throw damagedStack();
    return this.stack.splice(this.stack.length - count);
  }

  private popToMark(): unknown[] {
    const items = this.stack;
    const below = this.outer.pop();
    if (below === undefined) throw damagedStack();
    this.stack = below;
    return items;
  }

  private append(items: readonly unknown[]): void {
    const list = this.top();
    if (!Array.isArray(list)) throw damagedStack();
    for (const item of items) list.push(item);
  }

  private setItems(items: readonly unknown[]): void {
    const dictionary = this.top();
    if (!(dictionary instanceof Map) || items.length % 2 !== 0) throw damagedStack();
    for (let i = 0; i < items.length; i += 2) dictionary.set(items[i], items[i + 1]);
  }

  private recall(index: number): unknown {
    if (!this.memo.has(index)) throw damagedStack();
    return this.memo.get(index);
  }

  private global(module: string, member: string): PickleGlobal {
    const name = `${module}.${member}`;
    const found = this.environment.globals.get(name);
    if (found === undefined) {
      throw new CheckpointError(checkpointSays.otherCode(printable(name)));
    }
    return found;
  }

  private requireProtocol(protocol: number): void {
    if (protocol < 2 || protocol > 5) {
      throw new CheckpointError(checkpointSays.protocol(protocol));
    }
  }
}

function call(callee: unknown, parameters: unknown): unknown {
  const known = typeof callee === 'object' && callee !== null && 'call' in callee;
  if (!known || typeof callee.call !== 'function' || !(parameters instanceof PickleTuple)) {
    throw new CheckpointError(checkpointSays.noFunction());
  }
  return (callee as Required<PickleGlobal>).call(parameters.items);
}

/** Two's complement, little-endian; a bigint where a number would lose digits. */
function longValue(bytes: Uint8Array): number | bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!);
  const signed = BigInt.asIntN(bytes.length * 8, value);
  const short = Number(signed);
  return Number.isSafeInteger(short) ? short : signed;
}

function printable(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, '?');
}

function damagedStack(): CheckpointError {
  return new CheckpointError(checkpointSays.damagedStack());
}
