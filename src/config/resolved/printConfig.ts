import { Document, isCollection, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Node } from 'yaml';
import { escaped } from '../interpolation.ts';
import type { KeyPath } from '../places.ts';
import type { WholeConfig } from './wholeConfig.ts';

/** A whole config as YAML, a value a line, each with where it comes from. It can be run again. */
export function printConfig({ config, from }: WholeConfig): string {
  const document = new Document();
  document.contents = nodeOf(escaped(config), [], from);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function nodeOf(value: unknown, path: KeyPath, from: WholeConfig['from']): Node {
  if (isOneLine(value)) return commented(new Document(value).createNode(value, { flow: true, aliasDuplicateObjects: false }), from(path));
  return Array.isArray(value) ? listOf(value, path, from) : objectOf(Object(value), path, from);
}

function listOf(list: readonly unknown[], path: KeyPath, from: WholeConfig['from']): YAMLSeq {
  const node = new YAMLSeq();
  node.items = list.map((each, index) => nodeOf(each, [...path, index], from));
  return node;
}

function objectOf(object: Readonly<Record<string, unknown>>, path: KeyPath, from: WholeConfig['from']): YAMLMap {
  const node = new YAMLMap();
  node.items = Object.entries(object).map(([key, each]) => new Pair(new Scalar(key), nodeOf(each, [...path, key], from)));
  return node;
}

/** A value that has no parts with keys of their own: a scalar, an empty object, a list of numbers. */
function isOneLine(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Array.isArray(value) ? value.every(each => !Array.isArray(each) || each.length > 0) && value.every(isNumbers) : Object.keys(value).length === 0;
}

function isNumbers(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isNumbers) : typeof value === 'number';
}

/** A comment ends with its line. */
function commented(node: Node, text: string): Node {
  node.comment = ` ${text.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, 120)}`;
  if (isCollection(node)) node.flow = true;
  return node;
}
